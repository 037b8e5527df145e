import type { Blocker, Leg, Place } from '../../api/reachability.ts';
import { useNames } from '../../ui/names.ts';
import { useWords } from '../../words/language.ts';

/** One direction, hop under hop; what stops the packet stands where it stops it. */
export function Path({ title, leg }: { readonly title: string; readonly leg: Leg }) {
  const words = useWords();
  const names = useNames();
  const at = (place: Place): readonly Blocker[] =>
    leg.blockers.filter((blocker) => blocker.at?.noun === place.noun && blocker.at.id === place.id);
  const placed = new Set(leg.hops.flatMap((hop) => at(hop.at)));
  const elsewhere = leg.blockers.filter((blocker) => !placed.has(blocker));
  return (
    <section aria-label={title}>
      <h3 className="end-title">{title}</h3>
      <ol className="path">
        {leg.hops.map((hop, index) => (
          // A packet may pass one place twice; hops have no identity but their order.
          // oxlint-disable-next-line react/no-array-index-key
          <li
            key={index}
            className={`path-hop ${hop.side === 'yours' ? 'vpc-mine' : 'vpc-theirs'} ${at(hop.at).length > 0 ? 'path-stopped' : ''}`}
          >
            <b>{called(hop.at, names)}</b>
            <span className="quiet">
              {hop.at.noun.replaceAll('_', ' ')} · {hop.side === 'yours' ? words.topology.mine : words.topology.theirs}
            </span>
            {at(hop.at).map(({ kind }) => (
              <span key={kind} className="path-blocker">
                ✕ {kind}
              </span>
            ))}
          </li>
        ))}
        {elsewhere.map(({ kind, side }) => (
          <li key={`${kind} ${side}`} className="path-hop path-stopped">
            <span className="path-blocker">✕ {kind}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Our own things by their names; the other side's by the beginning of the id. */
const called = ({ noun, id }: Place, names: ReadonlyMap<string, string>): string =>
  names.get(id) || (noun === 'address' ? id : `${noun.replaceAll('_', ' ')} ${id.slice(0, 8)}`);
