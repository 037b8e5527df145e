export function binOf(name: 'openstack' | 'schemathesis' | 'ansible' | 'huawei'): string | null;
export function installPythonClients(): void;
