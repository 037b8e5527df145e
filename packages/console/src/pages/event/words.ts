import { inBoth } from '../../words/in-both.ts';

type Words = Readonly<Record<string, string>>;

/** What happened: an event's kind is a noun and what was done to it. Some say more as a whole. */
export const eventWords = inBoth(
  {
    health: (word: string) => `Health is now ${word}`,
    whole: {
      'peering.created': 'Peering requested',
      'isolation.breached': 'A packet got through that must not',
      'reachability.disagreed': 'A packet did not do what the proof says',
      'user.password-set': 'Password set',
      'instance.active': 'Instance running',
      'instance.failed': 'Instance failed',
    } as Words,
    nouns: {
      'access-key': 'Access key',
      domain: 'Account',
      firewall: 'Network ACL',
      firewall_policy: 'Network ACL policy',
      firewall_rule: 'Network ACL rule',
      guardrail: 'Guardrail',
      instance: 'Instance',
      network: 'Network',
      peering: 'Peering connection',
      port: 'Port',
      project: 'Project',
      quota: 'Quota',
      route: 'Route',
      route_table: 'Route table',
      security_group: 'Security group',
      security_group_rule: 'Security group rule',
      subnet: 'Subnet',
      user: 'User',
      vpc: 'VPC',
    } as Words,
    verbs: {
      accepted: 'accepted',
      associated: 'associated',
      created: 'created',
      deleted: 'deleted',
      'deleted-with-peering': 'deleted with its peering',
      disassociated: 'disassociated',
      expired: 'expired',
      issued: 'issued',
      joined: 'joined to a VPC',
      parted: 'parted from its VPC',
      rejected: 'rejected',
      'rules-changed': ': rules changed',
      'security-groups-changed': ': security groups changed',
      set: 'set',
      updated: 'changed',
    } as Words,
  },
  {
    health: (word) => `Zustand jetzt: ${word}`,
    whole: {
      'peering.created': 'Peering angefragt',
      'isolation.breached': 'Ein Paket kam durch, das nicht darf',
      'reachability.disagreed': 'Ein Paket tat nicht, was der Beweis sagt',
      'user.password-set': 'Passwort gesetzt',
      'instance.active': 'Instanz läuft',
      'instance.failed': 'Instanz fehlgeschlagen',
    },
    nouns: {
      'access-key': 'Zugriffsschlüssel',
      domain: 'Konto',
      firewall: 'Netzwerk-ACL',
      firewall_policy: 'Richtlinie einer Netzwerk-ACL',
      firewall_rule: 'Regel einer Netzwerk-ACL',
      guardrail: 'Leitplanke',
      instance: 'Instanz',
      network: 'Netz',
      peering: 'Peering-Verbindung',
      port: 'Port',
      project: 'Projekt',
      quota: 'Kontingent',
      route: 'Route',
      route_table: 'Routentabelle',
      security_group: 'Sicherheitsgruppe',
      security_group_rule: 'Regel einer Sicherheitsgruppe',
      subnet: 'Subnetz',
      user: 'Benutzer',
      vpc: 'VPC',
    },
    verbs: {
      accepted: 'angenommen',
      associated: 'zugeordnet',
      created: 'erstellt',
      deleted: 'gelöscht',
      'deleted-with-peering': 'mit ihrem Peering gelöscht',
      disassociated: ': Zuordnung gelöst',
      expired: 'abgelaufen',
      issued: 'ausgestellt',
      joined: 'an eine VPC gehängt',
      parted: 'von seiner VPC getrennt',
      rejected: 'abgelehnt',
      'rules-changed': ': Regeln geändert',
      'security-groups-changed': ': Sicherheitsgruppen geändert',
      set: 'gesetzt',
      updated: 'geändert',
    },
  },
);

/** A kind in words; itself where it is one that we have no words for. */
export function kindText(kind: string, { whole, nouns, verbs }: Pick<(typeof eventWords)['en'], 'whole' | 'nouns' | 'verbs'>): string {
  const [noun = '', verb = ''] = kind.split('.');
  if (whole[kind]) return whole[kind];
  return nouns[noun] && verbs[verb] ? `${nouns[noun]} ${verbs[verb]}`.replace(' :', ':') : kind;
}
