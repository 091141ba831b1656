import { Card, SelectField } from '@stoa/web-ui';
import type { Category } from './listing-draft.js';
import { categoryName, taxCategoryName } from './listing-words.js';
import type { ListingEditor } from './use-listing-editor.js';

/** The shelf the goods stand on, and how they are taxed when that differs from the shelf. */
export function CategoryCard({ editor, categories }: { editor: ListingEditor; categories: readonly Category[] }) {
  const { draft, edit } = editor;
  const own = categories.find((category) => category.id === draft.categoryId);
  const sorted = categories.map((category) => ({ value: category.id, label: categoryName(category, categories) })).sort((a, b) => a.label.localeCompare(b.label, 'en'));
  const taxes = [...new Set([...categories.map((category) => category.tax_category), 'goods.general', ...(draft.taxCategory ? [draft.taxCategory] : [])])].map((value) => ({ value, label: taxCategoryName(value) })).sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return (
    <Card title="Category and tax">
      <div className="stack g12">
        <SelectField label="Category" name="category_id" value={draft.categoryId ?? ''} onChange={(event) => edit({ categoryId: event.target.value || null })} options={[{ value: '', label: 'Choose a category' }, ...sorted]} hint="Decides what is asked below and what the commission is." />
        <SelectField label="Tax category" name="tax_category" value={draft.taxCategory ?? ''} onChange={(event) => edit({ taxCategory: event.target.value || null })} options={[{ value: '', label: own ? `As its category: ${taxCategoryName(own.tax_category)}` : 'As its category' }, ...taxes]} hint="Change it only when these goods are taxed unlike their shelf." />
      </div>
    </Card>
  );
}
