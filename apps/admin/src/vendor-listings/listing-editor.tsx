import { useHotkeys } from '@mantine/hooks';
import { IconDots, IconSend } from '@tabler/icons-react';
import { Menu, Modal } from '@mantine/core';
import { Note, Page } from '@stoa/web-ui';
import { Link, useBlocker } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Warehouse } from '../vendor-setup/setup.queries.js';
import { AttributesCard } from './attributes-card.js';
import { CategoryCard } from './category-card.js';
import { ConflictDialog } from './conflict-dialog.js';
import { ContentCard } from './content-card.js';
import { goTo } from './flaws.js';
import { ListingBadges } from './listing-badges.js';
import type { Category, Listing } from './listing-draft.js';
import { categoryName, isLiveAsIs, nameOf } from './listing-words.js';
import { MakerCard } from './maker-card.js';
import { MarketsCard } from './markets-card.js';
import { Obstacles } from './obstacles.js';
import { PicturesCard } from './pictures-card.js';
import { SaveBar } from './save-bar.js';
import { useListingEditor, type ListingEditor as Editor } from './use-listing-editor.js';
import { useVerdict } from './use-verdict.js';
import { VariantsCard } from './variants-card.js';
import { VersionsCard } from './versions-card.js';
import type { Market, StockLevel } from './vendor-listing.queries.js';

export type ListingEditorProps = {
  listing: Listing | null; categories: readonly Category[]; markets: readonly Market[]; currency: string; warehouses: readonly Warehouse[]; levels: readonly StockLevel[]; mayWrite: boolean; onCreated: (listing: Listing) => void;
};

/** Where a listing is written: its words, pictures, variants and stock, with the rules' verdict beside it. */
export function ListingEditor({ listing: fresh, categories, markets, currency, warehouses, levels, mayWrite, onCreated }: ListingEditorProps) {
  const editor = useListingEditor({ listing: fresh, categories, currency, levels, onCreated });
  const { listing, draft } = editor;
  const locales = localesOf(markets);
  const [locale, setLocale] = useState(locales[0] ?? 'en');
  const { follow } = editor;
  useEffect(() => { if (fresh) follow(fresh); }, [fresh]); // eslint-disable-line react-hooks/exhaustive-deps -- only what arrives from the server is followed
  const { judgement, isAsking } = useVerdict(editor, categories);
  const attempt = (deed: () => void): void => {
    editor.ask();
    const [first] = editor.flaws;
    if (first) goTo(first.field);
    else deed();
  };
  const save = (): void => attempt(() => editor.save.mutate());
  useHotkeys([['mod+S', () => { if (editor.isDirty) save(); }]], [], true);
  const category = categories.find((one) => one.id === draft.categoryId) ?? null;
  const title = nameOf(draft.title) || 'New listing';
  const count = draft.variants.length;
  return (
    <>
      <SaveBar editor={editor} onSave={save} />
      <Page title={title} crumbs={[<Link key="l" to="/vendor/listings">Listings</Link>, <span key="t" aria-current="page">{title}</span>]} badges={listing && <ListingBadges listing={listing} />}
        lead={`${category ? `${categoryName(category, categories)}. ` : ''}${count === 1 ? 'One variant' : `${count} variants`}${warehouses.length > 0 ? `, ${warehouses.length === 1 ? 'one warehouse' : `${warehouses.length} warehouses`}` : ''}.`}
        actions={mayWrite && <Actions editor={editor} onSubmit={() => attempt(() => editor.submit.mutate())} />}>
        <div className="stack g16 obstacles"><Obstacles editor={editor} category={category} />{!mayWrite && <Note>You may read this listing. Ask an owner for a role that writes listings.</Note>}</div>
        <fieldset className="cols" disabled={!mayWrite || editor.save.isPending || editor.submit.isPending} aria-label={title}>
          <div>
            <ContentCard editor={editor} locales={locales} locale={locale} setLocale={setLocale} />
            <PicturesCard editor={editor} locale={locale} />
            <VariantsCard editor={editor} markets={markets} warehouses={warehouses} levels={levels} locales={locales} />
            <MakerCard editor={editor} locale={locale} />
          </div>
          <aside aria-label="State of this listing">
            <MarketsCard editor={editor} markets={markets} judgement={judgement} isAsking={isAsking} />
            <CategoryCard editor={editor} categories={categories} />
            <AttributesCard editor={editor} categories={categories} />
            {listing && <VersionsCard listing={listing} isDirty={editor.changed.length > 0} />}
          </aside>
        </fieldset>
      </Page>
      <ConflictDialog editor={editor} categories={categories} />
      <LeaveGuard isDirty={editor.isDirty} />
    </>
  );
}

/** The languages of all markets, that of the first market first. */
const localesOf = (markets: readonly Market[]): string[] => [...new Set([...markets.filter((market) => market.is_default).map((market) => market.default_locale), ...markets.flatMap((market) => market.locales)])];

function Actions({ editor, onSubmit }: { editor: Editor; onSubmit: () => void }) {
  const { listing, isDirty, submit, unlist } = editor;
  const [isAsking, setAsking] = useState(false);
  const hasNews = editor.changed.length > 0 || !listing || ['draft', 'refused', 'unlisted'].includes(listing.status);
  const isWaiting = listing?.status === 'submitted' && !isDirty;
  return (
    <>
      {hasNews && !isWaiting && <button className="btn" type="button" disabled={submit.isPending} onClick={onSubmit}><IconSend className="i s" aria-hidden />{submit.isPending ? 'Sending in' : isDirty || !listing ? 'Save and submit' : 'Submit for review'}</button>}
      {listing?.is_live && (
        <Menu position="bottom-end">
          <Menu.Target><button className="btn icon" type="button" aria-label="More"><IconDots className="i s" aria-hidden /></button></Menu.Target>
          <Menu.Dropdown><Menu.Item color="red" onClick={() => setAsking(true)}>Take it out of the shop</Menu.Item></Menu.Dropdown>
        </Menu>
      )}
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={<span className="dialog-title">Take it out of the shop</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
        <div className="stack g16">
          <p>Shoppers no longer find it, and carts that hold it say so. Orders stay as they are. To sell it again, submit it for another review.</p>
          <div className="row ends"><button className="btn" type="button" onClick={() => setAsking(false)}>Leave it in</button><button className="btn p" type="button" disabled={unlist.isPending} onClick={() => unlist.mutate(undefined, { onSettled: () => setAsking(false) })}>Take it out</button></div>
        </div>
      </Modal>
      {listing && isLiveAsIs(listing) && !isDirty && <span className="vh" role="status">Live as it stands</span>}
    </>
  );
}

/** Nobody loses what they wrote by a wrong click or a closed tab. */
function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const blocker = useBlocker({ shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname, enableBeforeUnload: isDirty, withResolver: true });
  return (
    <Modal opened={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={<span className="dialog-title">Leave without saving?</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack g16">
        <p>What you changed since the last save is lost when you leave.</p>
        <div className="row ends"><button className="btn" type="button" onClick={() => blocker.proceed?.()}>Leave, drop the changes</button><button className="btn p" type="button" onClick={() => blocker.reset?.()} data-autofocus>Stay here</button></div>
      </div>
    </Modal>
  );
}
