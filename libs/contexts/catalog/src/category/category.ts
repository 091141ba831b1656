import type { CategoryId } from '@stoa/events/catalog';

/** A text per locale (`de`, `fi`, `en`). */
export type Localized = Readonly<Record<string, string>>;

/** One of the answers a `select` attribute allows. */
export type AttributeValue = { readonly code: string; readonly names: Localized };

/** What a category wants to know of its listings. Numbers carry their unit; `filterable` ones become facets of the search. */
export type AttributeDefinition = {
  readonly code: string;
  readonly names: Localized;
  readonly type: 'text' | 'number' | 'boolean' | 'select' | 'multiselect';
  readonly required: boolean;
  readonly filterable: boolean;
  readonly unit: string | null;
  readonly values: readonly AttributeValue[];
};

/** A node of the marketplace's tree. `path` joins the handles from the root (`ceramics/mugs`); attributes of the parents apply too. */
export type Category = {
  readonly id: CategoryId;
  readonly parentId: CategoryId | null;
  readonly handle: string;
  readonly path: string;
  readonly names: Localized;
  readonly taxCategory: string;
  readonly attributes: readonly AttributeDefinition[];
  readonly position: number;
};

/** The text in `locale`, else in the market's fallback, else in any language it has. Empty when there is none at all. */
export function pick(text: Localized, locale: string, fallback: string): string {
  return text[locale] ?? text[locale.slice(0, 2)] ?? text[fallback] ?? Object.values(text)[0] ?? '';
}

/** From the root down to the category of `path`; what is not in `categories` is left out. */
export function ancestry(categories: readonly Category[], path: string): Category[] {
  const handles = path.split('/');
  const paths = handles.map((_handle, index) => handles.slice(0, index + 1).join('/'));
  return paths.flatMap((wanted) => categories.filter((category) => category.path === wanted));
}

/** Every attribute a listing of this category answers: those of the root first. A child's definition replaces a parent's of the same code. */
export function attributesOf(categories: readonly Category[], path: string): AttributeDefinition[] {
  const byCode = new Map(ancestry(categories, path).flatMap((category) => category.attributes.map((attribute) => [attribute.code, attribute] as const)));
  return [...byCode.values()];
}

/** A category set as its data file writes it: a tree, with what is left out inherited or empty. */
export type CategorySetNode = {
  readonly handle: string;
  readonly names: Localized;
  readonly tax_category?: string | undefined;
  readonly attributes?: readonly CategorySetAttribute[] | undefined;
  readonly children?: readonly CategorySetNode[] | undefined;
};
export type CategorySetAttribute = {
  readonly code: string;
  readonly names: Localized;
  readonly type: AttributeDefinition['type'];
  readonly required?: boolean | undefined;
  readonly filterable?: boolean | undefined;
  readonly unit?: string | undefined;
  readonly values?: readonly AttributeValue[] | undefined;
};

/** Makes the rows of a set: parents before their children, each with its whole path. */
export function plant(nodes: readonly CategorySetNode[], makeId: () => CategoryId, parent: Category | null = null): Category[] {
  return nodes.flatMap((node, position) => {
    const category: Category = {
      id: makeId(),
      parentId: parent?.id ?? null,
      handle: node.handle,
      path: parent === null ? node.handle : `${parent.path}/${node.handle}`,
      names: node.names,
      taxCategory: node.tax_category ?? parent?.taxCategory ?? 'goods.general',
      attributes: (node.attributes ?? []).map((attribute) => ({ required: false, filterable: false, unit: null, values: [], ...attribute })) as AttributeDefinition[],
      position,
    };
    return [category, ...plant(node.children ?? [], makeId, category)];
  });
}
