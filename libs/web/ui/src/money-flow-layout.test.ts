import { layOutFlow, wayTo } from './money-flow-layout.js';

const node = (id: string, amount: number, role = 'paid', striped = false) => ({ id, label: id, sub: null, amount, role, striped });
const nodes = [node('shopper', 45730), node('order-1', 19190), node('order-2', 26540), node('commission', 4235, 'market'), node('vendor-1', 17325, 'vendor', true), node('vendor-2', 24170, 'vendor', true), node('keeps', 3504, 'market'), node('platform', 731, 'platform')];
const links = [
  { from: 'shopper', to: 'order-1', amount: 19190, role: 'paid' }, { from: 'shopper', to: 'order-2', amount: 26540, role: 'paid' },
  { from: 'order-1', to: 'vendor-1', amount: 17325, role: 'vendor' }, { from: 'order-1', to: 'commission', amount: 1865, role: 'market' }, { from: 'order-2', to: 'vendor-2', amount: 24170, role: 'vendor' }, { from: 'order-2', to: 'commission', amount: 2370, role: 'market' },
  { from: 'commission', to: 'keeps', amount: 3504, role: 'market' }, { from: 'commission', to: 'platform', amount: 731, role: 'platform' },
];

test('the shopper stands first, then orders, then the commission, then those who receive', () => {
  const x = new Map(layOutFlow(nodes, links).bars.map((bar) => [bar.id, bar.x]));
  expect([x.get('shopper'), x.get('order-2'), x.get('commission'), x.get('vendor-1'), x.get('platform')]).toEqual([0, 318, 676, 776, 776]);
});

test('bars of the same amount have the same size, and all are to one scale', () => {
  const height = new Map(layOutFlow(nodes, links).bars.map((bar) => [bar.id, bar.height]));
  expect(height.get('shopper')).toBe(400);
  expect(height.get('order-1')).toBeCloseTo((400 * 19190) / 45730, 6);
});

test('no two bars of a column overlap', () => {
  const { bars } = layOutFlow(nodes, links);
  for (const x of new Set(bars.map((bar) => bar.x))) {
    const column = bars.filter((bar) => bar.x === x).sort((a, b) => a.y - b.y);
    for (const [i, bar] of column.entries()) if (i > 0) expect(bar.y).toBeGreaterThanOrEqual((column[i - 1]?.y ?? 0) + (column[i - 1]?.height ?? 0));
  }
});

test('who asks about a recipient sees the way of its money, and no other', () => {
  expect([...wayTo('vendor-2', links)].sort()).toEqual(['order-2', 'shopper', 'vendor-2']);
  expect([...wayTo('platform', links)].sort()).toEqual(['commission', 'order-1', 'order-2', 'platform', 'shopper']);
});
