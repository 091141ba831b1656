export type FlowNode = { id: string; label: string; sub: string | null; amount: number; role: string; striped: boolean };
export type FlowLink = { from: string; to: string; amount: number; role: string };
type Bar = { id: string; x: number; y: number; height: number; role: string; striped: boolean };
type Ribbon = { from: string; to: string; role: string; path: string };
type Label = { id: string; label: string; sub: string | null; amount: number; role: string; striped: boolean; y: number; place: 'start' | 'middle' | 'end'; alignRight: boolean };
export type Flow = { height: number; bars: Bar[]; ribbons: Ribbon[]; labels: Label[]; largestEnd: number };

const FULL = 400; // pixels that stand for the whole sum
const GAP = 40;
const ROOM = 46; // what a label at the end needs, however small its amount
const BAR = 9;

/** Places bars in columns by their distance from the shopper and draws the ribbons between them, all to one scale. Pure: the same figures are the same picture. */
export function layOutFlow(all: readonly FlowNode[], links: readonly FlowLink[]): Flow {
  const nodes = all.filter((node) => links.some((link) => link.from === node.id || link.to === node.id));
  const total = Math.max(1, ...nodes.map((node) => node.amount));
  const scale = (amount: number): number => (amount / total) * FULL;
  const columnOf = columns(nodes, links);
  const bars = new Map<string, Bar>();
  let height = 0;
  for (const column of [0, 1, 2, 3]) {
    const members = nodes.filter((node) => columnOf.get(node.id) === column);
    let y = column === 2 ? Math.max(0, height - 110) : 0;
    for (const node of members) {
      const tall = Math.max(1.5, scale(node.amount));
      bars.set(node.id, { id: node.id, x: [0, 318, 676, 776][column] ?? 776, y, height: tall, role: node.role, striped: node.striped });
      y += column === 3 ? Math.max(tall + 14, ROOM) : tall + GAP;
    }
    height = Math.max(height, y);
  }
  const start = [...bars.values()].find((bar) => bar.x === 0);
  if (start) start.y = Math.max(0, (height - GAP - start.height) / 2 - GAP);
  return { height, bars: [...bars.values()], ribbons: ribbons(links, bars, scale), labels: nodes.map((node) => labelOf(node, bars, columnOf)), largestEnd: Math.max(1, ...nodes.filter((n) => columnOf.get(n.id) === 3).map((n) => n.amount)) };
}

/** A recipient and all that its money came through, back to the shopper. */
export function wayTo(id: string, links: readonly FlowLink[]): ReadonlySet<string> {
  const way = new Set([id]);
  for (const node of way) for (const link of links) if (link.to === node) way.add(link.from);
  return way;
}

/** 0 the shopper, 1 the orders, 2 what gathers before it is shared out again (the commission), 3 those who receive. */
function columns(nodes: readonly FlowNode[], links: readonly FlowLink[]): Map<string, number> {
  const column = new Map<string, number>();
  for (const node of nodes) {
    const hasIn = links.some((link) => link.to === node.id);
    const hasOut = links.some((link) => link.from === node.id);
    const isFromStart = links.some((link) => link.to === node.id && !links.some((before) => before.to === link.from));
    column.set(node.id, !hasIn ? 0 : !hasOut ? 3 : isFromStart ? 1 : 2);
  }
  return column;
}

function ribbons(links: readonly FlowLink[], bars: Map<string, Bar>, scale: (amount: number) => number): Ribbon[] {
  const outAt = new Map<string, number>();
  const inAt = new Map<string, number>();
  const byTarget = [...links].sort((a, b) => (bars.get(a.from)?.y ?? 0) - (bars.get(b.from)?.y ?? 0) || (bars.get(a.to)?.y ?? 0) - (bars.get(b.to)?.y ?? 0));
  return byTarget.flatMap((link) => {
    const from = bars.get(link.from);
    const to = bars.get(link.to);
    if (!from || !to || link.amount <= 0) return [];
    const tall = scale(link.amount);
    const y1 = from.y + (outAt.get(link.from) ?? 0);
    const y2 = to.y + (inAt.get(link.to) ?? 0);
    outAt.set(link.from, (outAt.get(link.from) ?? 0) + tall);
    inAt.set(link.to, (inAt.get(link.to) ?? 0) + tall);
    const [x1, x2] = [from.x + BAR, to.x];
    const middle = (x1 + x2) / 2;
    const n = (value: number): string => value.toFixed(2);
    return [{ from: link.from, to: link.to, role: link.role, path: `M${x1} ${n(y1)}C${middle} ${n(y1)} ${middle} ${n(y2)} ${x2} ${n(y2)}V${n(y2 + tall)}C${middle} ${n(y2 + tall)} ${middle} ${n(y1 + tall)} ${x1} ${n(y1 + tall)}Z` }];
  });
}

function labelOf(node: FlowNode, bars: Map<string, Bar>, columnOf: Map<string, number>): Label {
  const bar = bars.get(node.id);
  const column = columnOf.get(node.id) ?? 3;
  const middle = (bar?.y ?? 0) + (bar?.height ?? 0) / 2;
  return { ...node, y: column === 2 ? (bar?.y ?? 0) + (bar?.height ?? 0) + 18 : column === 3 ? Math.max(middle, (bar?.y ?? 0) + 12) : middle, place: column === 0 ? 'start' : column === 3 ? 'end' : 'middle', alignRight: column === 2 };
}
