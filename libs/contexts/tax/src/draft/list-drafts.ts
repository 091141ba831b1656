import type { TxCtx } from '@stoa/platform/context';
import { listMarkets } from '@stoa/tenancy';
import { packsNow } from '../overlay/packs-now.js';
import { chainOf, draftName, holdsOn, type LoadedPack, type PackSet } from '../pack/pack.js';
import { listAcceptedDrafts, type AcceptedDraft } from './draft.repository.js';

/** A rate or fee without a sure source in a place the marketplace sells to, and whether it works with it. */
export type ShownDraft = { readonly draft: string; readonly pack: string; readonly what: string; readonly why: string; readonly ratePct: string | null; readonly effect: 'blocks' | 'left_out'; readonly accepted: AcceptedDraft | null };

/** The drafts of every place the markets cover, and those that were accepted and are no drafts any more. */
export async function listDrafts(ctx: TxCtx, deps: { packs: PackSet }): Promise<ShownDraft[]> {
  const packs = await packsNow(ctx, deps);
  const accepted = new Map((await listAcceptedDrafts(ctx)).map((one) => [one.draft, one]));
  const places = new Set((await listMarkets(ctx)).flatMap((market) => (market.regions.length > 0 ? market.regions : market.countries)));
  const loaded = new Set([...places].flatMap((place) => (packs.packs.has(place) ? chainOf(packs, place) : [])));
  const day = ctx.now.toISOString().slice(0, 10);
  const known = [...loaded].flatMap((pack) => draftsOf(pack, day));
  const shown = known.map((draft) => ({ ...draft, accepted: accepted.get(draft.draft) ?? null }));
  const names = new Set(known.map(({ draft }) => draft));
  const others = [...accepted.values()].filter(({ draft }) => !names.has(draft)).map((one): ShownDraft => ({ draft: one.draft, pack: one.draft.split(':')[0]!, what: one.draft.split(':')[1]!, why: '', ratePct: null, effect: 'blocks', accepted: one }));
  return [...shown, ...others].sort((a, b) => (a.draft < b.draft ? -1 : 1));
}

type Draft = Omit<ShownDraft, 'accepted'>;

const whatOf = ({ areas }: LoadedPack['pack'], { category, area }: { category: string; area?: string }): string => areas?.find(({ code }) => code === area)?.name.en ?? (category === '*' ? 'standard' : category);

function draftsOf({ pack }: LoadedPack, day: string): Draft[] {
  const rateOf = (category: string): string | null => {
    const code = pack.categories?.find(([prefix, , from = null, to = null]) => prefix === category && holdsOn({ from, to }, day))?.[1];
    return pack.rates?.find((rate) => rate.code === code && holdsOn(rate, day))?.pct ?? null;
  };
  const rates = (pack.drafts ?? []).map((draft): Draft => ({ draft: draftName(pack.id, draft), pack: pack.id, what: whatOf(pack, draft), why: draft.why, ratePct: draft.area === undefined ? rateOf(draft.category) : null, effect: 'blocks' }));
  const fees = (pack.fees ?? []).flatMap((fee): Draft[] => (fee.draft === undefined ? [] : [{ draft: `${pack.id}:${fee.code}`, pack: pack.id, what: fee.name.en!, why: fee.draft, ratePct: null, effect: 'left_out' }]));
  const local: Draft[] = pack.unlisted?.action === 'state_only' ? [{ draft: `${pack.id}:local`, pack: pack.id, what: 'local', why: pack.unlisted.why, ratePct: null, effect: 'blocks' }] : [];
  return [...new Map([...rates, ...fees, ...local].map((draft) => [draft.draft, draft])).values()];
}
