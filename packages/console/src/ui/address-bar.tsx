import { compareCidrs, lastOf, overlaps, parseCidr, type Cidr } from '@isthmus/core';
import { useWords } from '../words/language.ts';
import { useNarrow } from './narrow.ts';

/** Of the drawing in its own units: fewer of them on a phone, so that its text is as large there. */
const widths = { usual: 720, narrow: 340 } as const;
const row = { yours: 22, theirs: 66 } as const;
const thick = 26;

interface Block {
  readonly text: string;
  readonly cidr: Cidr;
}

/** Blocks of both sides on one line of addresses. Space that neither uses is folded, so that a /24 beside a /16 is seen. */
export function AddressBar({ yours, theirs }: { readonly yours: readonly string[]; readonly theirs: readonly string[] }) {
  const words = useWords();
  const width = widths[useNarrow() ? 'narrow' : 'usual'];
  const [mine, others] = [blocksOf(yours), blocksOf(theirs)];
  const xOf = scaleOf(
    [...mine, ...others].map(({ cidr }) => cidr),
    width,
  );
  const draw = (blocks: readonly Block[], side: keyof typeof row, against: readonly Block[]) =>
    blocks.map(({ text, cidr }) => {
      const [x, end] = [xOf(cidr.first), xOf(lastOf(cidr) + 1n)];
      const clash = against.some((other) => overlaps(other.cidr, cidr));
      return (
        <g key={text}>
          <rect
            className={side === 'yours' ? 'bar-mine' : 'bar-theirs'}
            x={x}
            y={row[side]}
            width={Math.max(3, end - x)}
            height={thick}
            rx="5"
          />
          {clash && <rect fill="url(#hatch)" x={x} y={row[side]} width={Math.max(3, end - x)} height={thick} rx="5" />}
          {end - x > text.length * 7 && (
            <text className={side === 'yours' && !clash ? 'bar-text-mine' : 'bar-text'} x={(x + end) / 2} y={row[side] + 18}>
              {text}
            </text>
          )}
        </g>
      );
    });
  const label = `${words.review.bar}: ${words.review.yours} ${yours.join(', ')}; ${words.review.theirs} ${theirs.join(', ')}`;
  return (
    <svg className="address-bar" viewBox={`0 0 ${width} 104`} role="img" aria-label={label}>
      <defs>
        <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="bar-hatch" d="M0 0V8" />
        </pattern>
      </defs>
      <text className="bar-side" x="0" y="14">
        {words.topology.mine}
      </text>
      <text className="bar-side" x="0" y="61">
        {words.topology.theirs}
      </text>
      {draw(mine, 'yours', others)}
      {draw(others, 'theirs', mine)}
    </svg>
  );
}

/** IPv4 alone: a line that holds both families would show neither. */
const blocksOf = (texts: readonly string[]): readonly Block[] =>
  texts.flatMap((text) => {
    const parsed = parseCidr(text);
    return parsed.ok && parsed.value.family === 4 ? [{ text, cidr: parsed.value }] : [];
  });

/** Where an address stands: each stretch between two borders of blocks is as wide as any other; a gap is a sixth of it. */
function scaleOf(blocks: readonly Cidr[], width: number): (value: bigint) => number {
  const sorted = blocks.toSorted(compareCidrs);
  const borders = [...new Set(sorted.flatMap((cidr) => [cidr.first, lastOf(cidr) + 1n]))].toSorted((a, b) => (a < b ? -1 : 1));
  const weights = borders.slice(1).map((_, index) => {
    const from = borders[index] ?? 0n;
    return sorted.some((cidr) => cidr.first <= from && from <= lastOf(cidr)) ? 1 : 1 / 6;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const places = borders.map((_, index) => (weights.slice(0, index).reduce((sum, weight) => sum + weight, 0) / total) * width);
  return (value) => places[borders.indexOf(value)] ?? 0;
}
