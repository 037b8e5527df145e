import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { allInstances } from '../../api/instance.ts';
import { listPeerings } from '../../api/peering.ts';
import { listRoutes } from '../../api/route.ts';
import { listSubnets } from '../../api/subnet.ts';
import type { Vpc } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { Loading } from '../../ui/loading.tsx';
import { useSession } from '../../ui/session-context.ts';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';

/** What the VPC is made of, from left to right as a packet leaves: subnets with their instances, routes, peerings. */
export function ResourceMap({ vpc }: { readonly vpc: Vpc }) {
  const words = useWords();
  const { project } = useSession();
  const subnets = useQuery(listSubnets(project.id, vpc.id));
  const instances = useQuery(allInstances(project.id));
  const routes = useQuery(listRoutes(project.id, vpc.id));
  const peerings = useQuery(listPeerings(project.id, { vpc_id: vpc.id }, null));
  if (!subnets.data || !instances.data || !routes.data || !peerings.data) return <Loading />;
  return (
    <Container header={<Header variant="h2">{words.vpc.map}</Header>}>
      <div className="map">
        <section className="map-column" aria-label="VPC">
          <h3>VPC</h3>
          <div className="map-box map-vpc">
            <b>{vpc.name}</b>
            <div>{vpc.cidr}</div>
          </div>
        </section>
        <section className="map-column" aria-label={words.vpc.subnets}>
          <h3>{words.vpc.subnets}</h3>
          {subnets.data.map((subnet) => (
            <div className="map-box" key={subnet.id}>
              <b>{subnet.name}</b>
              <div>{subnet.cidr}</div>
              {instances.data
                .filter(({ subnet_id }) => subnet_id === subnet.id)
                .map(({ id, name, ip_address }) => (
                  <div key={id} className="map-item">
                    <To path={paths.instance(project.id, id)}>{name}</To> {ip_address}
                  </div>
                ))}
            </div>
          ))}
          {subnets.data.length === 0 && <p className="quiet">{words.vpc.noSubnets}</p>}
        </section>
        <section className="map-column" aria-label={words.vpc.routes}>
          <h3>{words.vpc.routes}</h3>
          {routes.data.map(({ id, destination, nexthop }) => (
            <div className="map-box" key={id}>
              <b>{destination}</b>
              <div>→ {peerings.data.items.find((peering) => peering.id === nexthop)?.name ?? nexthop.slice(0, 8)}</div>
            </div>
          ))}
          {routes.data.length === 0 && <p className="quiet">{words.vpc.noRoutes}</p>}
        </section>
        <section className="map-column" aria-label={words.vpc.peerings}>
          <h3>{words.vpc.peerings}</h3>
          {peerings.data.items.map(({ id, name, status }) => (
            <div className={`map-box ${status === 'ACTIVE' ? '' : 'map-dashed'}`} key={id}>
              <To path={paths.peering(project.id, id)}>{name}</To>
              <div>{words.peering.status[status]}</div>
            </div>
          ))}
          {peerings.data.items.length === 0 && <p className="quiet">{words.peering.emptyTitle}</p>}
        </section>
      </div>
    </Container>
  );
}
