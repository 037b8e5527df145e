import '@xyflow/react/dist/style.css';
import {
  Background,
  Controls,
  EdgeLabelRenderer,
  Handle,
  Position,
  ReactFlow,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
} from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { SeenPeering } from '../../api/seen-peering.ts';
import type { MapGraph, MapVpc } from '../../api/topology.ts';
import { paths } from '../../paths.ts';
import { useAppearance } from '../../ui/appearance.ts';
import { Loading } from '../../ui/loading.tsx';
import { useNarrow } from '../../ui/narrow.ts';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { box, layOut, type Placed, type Point } from './layout.ts';
import { healthLine, type LineLook } from './look.ts';

type VpcNode = Node<{ readonly vpc: MapVpc; readonly title: string; readonly detail: string }, 'vpc'>;
type PeeringEdge = Edge<
  { readonly points: readonly Point[]; readonly look: LineLook; readonly name: string; readonly open: () => void },
  'peering'
>;

interface MapProps {
  readonly graph: MapGraph;
  /** The VPC that the view begins at, where not everything is shown. */
  readonly centre: string | null;
}

export default function TopologyMap({ graph, centre }: MapProps) {
  const words = useWords();
  const appearance = useAppearance();
  const narrow = useNarrow();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const [laidOut, setLaidOut] = useState<{ readonly shape: string; readonly placed: Placed } | null>(null);
  const shape = JSON.stringify([graph.vpcs.map(({ id }) => id), graph.peerings.map(({ id }) => id)]);
  useEffect(() => {
    let current = true;
    void layOut(graph, narrow ? 'down' : 'right').then((placed) => current && setLaidOut({ shape, placed }));
    return () => {
      current = false;
    };
    // The layout depends on what there is and not on how it fares.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shape, narrow]);
  // A layout of another graph would be looked at before its own is there.
  const placed = laidOut?.shape === shape ? laidOut.placed : null;
  const nodes = useMemo(
    () =>
      graph.vpcs.flatMap((vpc): VpcNode[] => {
        const position = placed?.boxes.get(vpc.id);
        if (!position) return [];
        const title = vpc.own?.name ?? `VPC ${vpc.id.slice(0, 8)}`;
        const detail = vpc.ranges.length > 0 ? vpc.ranges.join(', ') : `${words.bar.project} ${vpc.projectId.slice(0, 8)}`;
        return [{ id: vpc.id, type: 'vpc', position, ...box, data: { vpc, title, detail }, ariaLabel: `${title}, ${detail}` }];
      }),
    [graph.vpcs, placed, words],
  );
  if (!placed) return <Loading />;
  const edges = graph.peerings.flatMap((peering: SeenPeering): PeeringEdge[] => {
    const points = placed.lines.get(peering.id);
    if (!points) return [];
    const open = (): void => navigate(paths.peering(project.id, peering.id));
    const { id, name, health, local, peer, side } = peering;
    const [from, to] = side === 'requester' ? [local, peer] : [peer, local];
    return [
      {
        id,
        type: 'peering',
        source: from.vpc_id,
        target: to.vpc_id,
        ariaLabel: `${name}: ${words.peering.health[health]}`,
        data: { points, look: healthLine[health], name, open },
      },
    ];
  });
  return (
    <div className="topology" role="group" aria-label={words.topology.map}>
      <ReactFlow
        key={`${shape} ${narrow}`}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={appearance}
        nodesDraggable={false}
        nodesConnectable={false}
        onlyRenderVisibleElements={nodes.length > 100}
        minZoom={0.2}
        fitView
        fitViewOptions={{ minZoom: 0.75, maxZoom: 1, padding: 0.12, ...(centre === null ? {} : { nodes: [{ id: centre }] }) }}
        onEdgeClick={(_, edge) => edge.data?.open()}
        onNodeClick={(_, node) => node.data.vpc.own && navigate(paths.vpc(project.id, node.id))}
        proOptions={{ hideAttribution: false }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function VpcBox({ data }: NodeProps<VpcNode>) {
  return (
    <div className={`vpc-box ${data.vpc.own ? 'vpc-mine' : 'vpc-theirs'}`}>
      <Handle type="target" position={Position.Left} className="no-handle" />
      <b title={data.title}>{data.title}</b>
      <span>{data.detail}</span>
      <Handle type="source" position={Position.Right} className="no-handle" />
    </div>
  );
}

function PeeringLine({ data }: EdgeProps<PeeringEdge>) {
  if (!data) return null;
  const { points, look, name, open } = data;
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const middle = middleOf(points);
  return (
    <>
      <path className="line-touch" d={path} />
      <path className={`line line-${look.tone}`} d={path} strokeDasharray={look.dashes} />
      <EdgeLabelRenderer>
        {/* Keyboards reach the line itself; this is its label, and a larger target for a finger. */}
        <button
          type="button"
          tabIndex={-1}
          className={`line-label line-label-${look.tone} nodrag nopan`}
          style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
          onClick={open}
        >
          {look.mark !== '' && <i aria-hidden="true">{look.mark}</i>}
          {name}
        </button>
      </EdgeLabelRenderer>
    </>
  );
}

/**
 * Where a label hides least: the middle of the longest level stretch, and of equal ones the last, which is nearest to a
 * box of its own. On a map that grows downwards lines have no level stretch but between neighbours; there any will do.
 */
function middleOf(points: readonly Point[]): Point {
  const stretches = points.slice(1).map((to, index) => ({ from: points[index] ?? to, to }));
  const level = stretches.filter(({ from, to }) => Math.abs(to.y - from.y) < 1);
  const lengthOf = ({ from, to }: (typeof stretches)[number]): number => Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  const candidates = level.some((stretch) => lengthOf(stretch) > 60) ? level : stretches;
  const [longest] = candidates.toReversed().toSorted((a, b) => lengthOf(b) - lengthOf(a));
  return longest ? { x: (longest.from.x + longest.to.x) / 2, y: (longest.from.y + longest.to.y) / 2 } : { x: 0, y: 0 };
}

const nodeTypes = { vpc: VpcBox };
const edgeTypes = { peering: PeeringLine };
