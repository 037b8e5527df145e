export { createLinuxDriver, type LinuxDriverOptions } from './driver.ts';
export { isInstallation, type Installation } from './names.ts';
export { linuxPrerequisites, type Prerequisite } from './prerequisites.ts';
export { tearDownInstallations } from './teardown.ts';
