import type {
  Acl,
  AclAssociation,
  AclId,
  AclPolicy,
  AclPolicyId,
  AclRule,
  AclRuleId,
  AccessKey,
  AccessKeyId,
  Cidr,
  Domain,
  DomainId,
  Event,
  EventDraft,
  FlowProtocol,
  Generation,
  GuardrailId,
  Instance,
  InstanceId,
  Instant,
  Listed,
  Network,
  Page,
  Peering,
  PeeringHealthWord,
  PeeringId,
  Port,
  PortId,
  Principal,
  Problem,
  Project,
  ProjectId,
  QuotaType,
  Region,
  Result,
  Route,
  RouteId,
  RouteTable,
  RouteTableId,
  SecurityGroup,
  SecurityGroupId,
  SecurityGroupRule,
  SecurityGroupRuleId,
  StoredGuardrail,
  Subnet,
  SubnetId,
  Tag,
  User,
  UserId,
  Vpc,
  VpcId,
} from '@isthmus/core';

/**
 * What the control layer needs of stored intent. One implementation over Kysely serves SQLite and PostgreSQL; a
 * contract suite runs on both. What the database can hold as a constraint, it holds: see `Conflict`.
 */
export interface Ledger {
  readonly read: Reader;
  /**
   * One transaction. When `work` returns a problem or throws, nothing is kept. Otherwise everything is kept, with the
   * events that it recorded, under one new generation, and is durable before the promise resolves. A transaction that
   * recorded no event makes no generation.
   */
  write<T>(actor: Principal | null, work: (tx: Writer) => Promise<Result<T, Problem>>): Promise<Result<Committed<T>, Problem>>;
  /** Called after each commit that made a generation, by this process or (PostgreSQL) another. */
  onCommit(listener: (generation: Generation) => void): () => void;
  /** Waits for the writes that are under way. */
  close(): Promise<void>;
}

export interface Committed<T> {
  readonly value: T;
  readonly generation: Generation | null;
}

/** Equality on each named column; an array means "one of". */
export type Filter<Row, Columns extends keyof Row> = { readonly [Column in Columns]?: Row[Column] | readonly Row[Column][] };

export interface ReadRecords<Row, Id, Filters> {
  get(id: Id): Promise<Row | undefined>;
  /** Ascending by id, by key and never by offset. */
  list(filter: Filters, page?: Page): Promise<Listed<Row>>;
  count(filter: Filters): Promise<number>;
  /** Most rows that have one value of `field` in common; 0 without rows. For filters of equality alone. */
  most(filter: Filters, field: keyof Row & string): Promise<number>;
}

/** A database constraint that a write ran into. */
export interface Conflict {
  /** `pair`: a second peering of one unordered VPC pair. `destination`: a second route of one destination in a table.
   * `overlap`: a subnet over another of its VPC. `address`: a second port with an address of its network. `name`, `id`. */
  readonly on: 'id' | 'name' | 'pair' | 'destination' | 'overlap' | 'address';
}

export interface WriteRecords<Row, Id, Filters> extends ReadRecords<Row, Id, Filters> {
  insert(row: Row): Promise<Result<void, Conflict>>;
  /** All of them, or none where one of them runs into a constraint. */
  insertAll(rows: readonly Row[]): Promise<Result<void, Conflict>>;
  /** The row as it is after the change; undefined where there is none of that id. */
  update(id: Id, change: Partial<Row>): Promise<Result<Row | undefined, Conflict>>;
  /** Whether there was one. */
  delete(id: Id): Promise<boolean>;
}

/** Rows whose name contains this text, or whose id begins with it, whatever the case of its letters. */
interface Searched {
  readonly search?: string;
}

export interface PeeringFilter extends Searched {
  readonly id?: PeeringId | readonly PeeringId[];
  readonly name?: string;
  readonly status?: Peering['status'] | readonly Peering['status'][];
  /** Either end. */
  readonly projectId?: ProjectId;
  /** That end alone, for counting quotas: who asked, and who was asked. */
  readonly requesterProjectId?: ProjectId | readonly ProjectId[];
  readonly accepterProjectId?: ProjectId | readonly ProjectId[];
  /** Either end; combined with `projectId` by "and". */
  readonly otherProjectId?: ProjectId;
  /** Either end. */
  readonly vpcId?: VpcId | readonly VpcId[];
  /** Pending ones whose time is up at this instant; of thousands, some that have been due for longest. */
  readonly expiresBy?: Instant;
}

export interface EventFilter {
  readonly projectId?: ProjectId;
  readonly resourceId?: string;
  readonly since?: Instant;
  /** Generations above this one. */
  readonly after?: Generation;
  /** Generations below this one. */
  readonly before?: Generation;
  readonly order: 'newest-first' | 'oldest-first';
  readonly limit: number;
}

/** A stored token: only the SHA-256 of its secret is kept. */
export interface TokenRecord {
  /** Hex SHA-256 of the token. */
  readonly hash: string;
  readonly userId: UserId;
  readonly projectId: ProjectId | null;
  readonly domainId: DomainId | null;
  readonly methods: readonly string[];
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/** A stored access key. A signature is checked with the secret itself, so it is kept, sealed (see `Vault`). */
export interface AccessKeyRecord extends AccessKey {
  readonly sealedSecret: string;
  /** Hex SHA-256 of the security token that must come along; null for a permanent key. */
  readonly securityTokenHash: string | null;
}

/** A quota that the administrator set; without a record the published default holds. `id` is `domain/region/type`. */
export interface QuotaRecord {
  readonly id: string;
  readonly domainId: DomainId;
  readonly region: Region;
  readonly type: QuotaType;
  readonly limit: number;
}

/** Facts of the installation itself, such as its id and its in-force generation; by key. */
export interface SettingRecord {
  readonly key: string;
  readonly value: string;
}

/** A guardrail in columns. */
export interface GuardrailRecord {
  readonly id: GuardrailId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly rule: StoredGuardrail['rule'];
  readonly sourceVpcId: VpcId | null;
  readonly sourceCidr: Cidr | null;
  readonly destinationVpcId: VpcId | null;
  readonly destinationCidr: Cidr | null;
  readonly protocol: FlowProtocol | null;
  readonly portMin: number | null;
  readonly portMax: number | null;
  readonly createdAt: Instant;
}

/** What one side of a peering was last told of its health. `id` is `peering/project`. */
export interface PeeringHealthRecord {
  readonly id: string;
  readonly peeringId: PeeringId;
  readonly projectId: ProjectId;
  readonly health: PeeringHealthWord;
}

interface Nouns {
  domains: [Domain, DomainId, Filter<Domain, 'name'>];
  projects: [Project, ProjectId, Filter<Project, 'id' | 'domainId' | 'name' | 'parentId' | 'region'>];
  users: [User, UserId, Filter<User, 'domainId' | 'name' | 'enabled'>];
  tokens: [TokenRecord, string, Filter<TokenRecord, 'userId' | 'projectId'> & { readonly expiresBy?: Instant }];
  accessKeys: [AccessKeyRecord, AccessKeyId, Filter<AccessKeyRecord, 'userId'> & { readonly expiresBy?: Instant }];
  quotas: [QuotaRecord, string, Filter<QuotaRecord, 'domainId' | 'region' | 'type'>];
  settings: [SettingRecord, string, Filter<SettingRecord, 'key'>];
  vpcs: [Vpc, VpcId, Filter<Vpc, 'id' | 'projectId' | 'name' | 'description' | 'cidr' | 'enterpriseProjectId'> & Searched];
  networks: [Network, SubnetId, Filter<Network, 'id' | 'projectId' | 'name'>];
  subnets: [
    Subnet,
    SubnetId,
    Filter<Subnet, 'id' | 'neutronId' | 'neutronIdV6' | 'projectId' | 'vpcId' | 'routeTableId' | 'name'> & {
      readonly routerPortId?: PortId;
      /** In some VPC, whichever it is. */
      readonly inVpc?: true;
    },
  ];
  routeTables: [RouteTable, RouteTableId, Filter<RouteTable, 'id' | 'projectId' | 'vpcId' | 'isDefault'>];
  routes: [
    Route,
    RouteId,
    Filter<Route, 'id' | 'projectId' | 'vpcId' | 'routeTableId' | 'type' | 'nextHop' | 'destination' | 'destinationText'>,
  ];
  peerings: [Peering, PeeringId, PeeringFilter];
  ports: [
    Port,
    PortId,
    Filter<Port, 'id' | 'projectId' | 'subnetId' | 'vpcId' | 'deviceId' | 'deviceOwner' | 'macAddress' | 'name'> & {
      readonly address?: Port['addresses'][number];
      /** In one of these groups. */
      readonly securityGroupId?: SecurityGroupId | readonly SecurityGroupId[];
    },
  ];
  instances: [Instance, InstanceId, Filter<Instance, 'id' | 'projectId' | 'vpcId' | 'subnetId' | 'portId' | 'status'> & Searched];
  securityGroups: [
    SecurityGroup,
    SecurityGroupId,
    Filter<SecurityGroup, 'id' | 'projectId' | 'name' | 'description' | 'vpcId' | 'isDefault' | 'enterpriseProjectId'> & Searched,
  ];
  securityGroupRules: [
    SecurityGroupRule,
    SecurityGroupRuleId,
    Filter<
      SecurityGroupRule,
      'id' | 'projectId' | 'securityGroupId' | 'remoteGroupId' | 'remotePrefix' | 'direction' | 'etherType' | 'protocol' | 'description'
    >,
  ];
  acls: [
    Acl,
    AclId,
    Filter<Acl, 'id' | 'projectId' | 'name' | 'adminStateUp' | 'enterpriseProjectId' | 'ingressPolicyId' | 'egressPolicyId'> & Searched,
  ];
  aclAssociations: [AclAssociation, SubnetId, Filter<AclAssociation, 'id' | 'aclId' | 'projectId'>];
  aclPolicies: [
    AclPolicy,
    AclPolicyId,
    /** `ruleId`: with this rule, or one of these. */
    Filter<AclPolicy, 'id' | 'projectId' | 'name' | 'madeFor'> & { readonly ruleId?: AclRuleId | readonly AclRuleId[] },
  ];
  aclRules: [AclRule, AclRuleId, Filter<AclRule, 'id' | 'projectId' | 'name'>];
  guardrails: [GuardrailRecord, GuardrailId, Filter<GuardrailRecord, 'id' | 'projectId'>];
  peeringHealths: [PeeringHealthRecord, string, Filter<PeeringHealthRecord, 'peeringId' | 'health'>];
  tags: [Tag, string, Filter<Tag, 'resourceKind' | 'resourceId' | 'projectId' | 'key'>];
}

export type NounName = keyof Nouns;
export type RowOf<Name extends NounName> = Nouns[Name][0];
export type FilterOf<Name extends NounName> = Nouns[Name][2];

interface EventLog {
  list(filter: EventFilter): Promise<Listed<Event>>;
  /** The newest generation; 0 before the first write. */
  latest(): Promise<Generation>;
}

export type Reader = { readonly [Name in NounName]: ReadRecords<Nouns[Name][0], Nouns[Name][1], Nouns[Name][2]> } & {
  readonly events: EventLog;
};

export type Writer = { readonly [Name in NounName]: WriteRecords<Nouns[Name][0], Nouns[Name][1], Nouns[Name][2]> } & {
  readonly events: EventLog;
  /** Says what this transaction changed; at least once in every write that a user can notice. */
  record(event: EventDraft): void;
};
