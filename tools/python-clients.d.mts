export function binOf(name: 'openstack' | 'schemathesis' | 'ansible'): string | null;
export function installPythonClients(): void;
