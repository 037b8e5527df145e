import { useWords } from '../words/language.ts';

const width = 720;
const height = 120;
const left = 56;
const bottom = 18;
const slots = 60;

/** Round-trip times in milliseconds, oldest first; null is a packet that no answer came to, marked at the bottom. */
export function RttPlot({ points }: { readonly points: readonly (number | null)[] }) {
  const words = useWords();
  const times = points.filter((point) => point !== null);
  const top = niceTop(Math.max(0.01, ...times));
  const x = (index: number): number => left + ((index + slots - points.length) * (width - left - 8)) / (slots - 1);
  const y = (time: number): number => 8 + (1 - time / top) * (height - bottom - 8);
  const line = points
    .map((point, index) => (point === null ? '' : `${points[index - 1] == null ? 'M' : 'L'}${x(index)} ${y(point)}`))
    .join('');
  const label = `${words.instance.rttPlot}: ${times.length} / ${points.length}`;
  return (
    <svg className="rtt" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {[0, top / 2, top].map((tick) => (
        <g key={tick}>
          <path className="rtt-grid" d={`M${left} ${y(tick)}H${width - 8}`} />
          <text className="rtt-label" x={left - 8} y={y(tick) + 4}>
            {Number(tick.toPrecision(2))} ms
          </text>
        </g>
      ))}
      <path className="rtt-line" d={line} />
      {points.map((point, index) =>
        point === null ? (
          // Points have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <path key={index} className="rtt-lost" d={`M${x(index) - 4} ${height - bottom - 8}l8 8m0-8l-8 8`} />
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <circle key={index} className="rtt-point" cx={x(index)} cy={y(point)} r="3" />
        ),
      )}
    </svg>
  );
}

/** The next of 1, 2, 5 × 10ⁿ at or above: 0.37 → 0.5. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}
