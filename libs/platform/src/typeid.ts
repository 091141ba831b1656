import { z } from 'zod';
import { isUuid } from './ids.js';
import { invariant } from './errors.js';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const DIGITS = new Map([...ALPHABET].map((letter, digit) => [letter, BigInt(digit)]));
const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** The prefixes in use, each for one thing only. */
export const PREFIXES = {
  tnt: 'marketplace', usr: 'user', mbr: 'membership', inv: 'invitation', key: 'api key', vis: 'impersonation', ven: 'vendor', cat: 'category', lst: 'listing', lsv: 'listing version',
  var: 'variant', med: 'media', whs: 'warehouse', crt: 'cart', crl: 'cart line', ogr: 'order group', ord: 'order', orl: 'order line', con: 'consignment',
  shp: 'shipment', pay: 'payment', pat: 'payment attempt', jrn: 'journal', acc: 'account', ent: 'entry', hld: 'hold', poa: 'payout account', doc: 'document',
  txd: 'tax decision', mkt: 'market', dom: 'domain', cus: 'customer', adr: 'address', sub: 'subject', aud: 'audit entry', tsk: 'task',
  cpl: 'commission plan', shr: 'shipping rate', rsv: 'reservation', sor: 'statement of reasons', trf: 'transfer', bpo: 'bank payout', imp: 'import',
} as const;

/** What a TypeID looks like on the wire. */
export type WireId<P extends string> = `${P}_${string}`;

export type WireIdSchema<T extends string, P extends string> = z.ZodPipe<z.ZodString, z.ZodTransform<T, string>> & {
  /** The prefix, without its underscore. */
  readonly prefix: P;
  /** The schema for answers: a bare UUID neither compiles nor leaves. */
  readonly wire: z.ZodTemplateLiteral<WireId<P>>;
  /** The TypeID of a UUID. */
  toWire(id: T): WireId<P>;
};

/** A schema that turns `ord_01h455vb…` into the UUID behind it. A wrong prefix is an issue of its own that names the wanted one. */
export function wireId<T extends string, P extends string>(prefix: P): WireIdSchema<T, P> {
  const schema = z
    .string()
    .meta({ description: `TypeID that begins with \`${prefix}_\``, examples: [encode(prefix, '01890a5d-ac96-774b-bcce-b302099a8057')] })
    .transform((value, context) => {
      if (!value.startsWith(`${prefix}_`)) {
        context.issues.push({
          code: 'custom', input: value, params: { code: 'wrong_id_type', prefix },
          message: `This must be an id that begins with ${prefix}_.`,
        });
        return z.NEVER;
      }
      const uuid = decode(value.slice(prefix.length + 1));
      if (uuid === null) {
        context.issues.push({ code: 'custom', input: value, params: { code: 'malformed_id', prefix }, message: `This is not a well-formed ${prefix}_ id.` });
        return z.NEVER;
      }
      return uuid as T;
    });
  const wire = z.templateLiteral([`${prefix}_`, z.string()]) as unknown as z.ZodTemplateLiteral<WireId<P>>;
  return Object.assign(schema, { prefix, wire, toWire: (id: T) => encode(prefix, id) }) as unknown as WireIdSchema<T, P>;
}

/** Writes a UUID as a TypeID: 128 bits as 26 letters of Crockford's base 32. */
export function encode<P extends string>(prefix: P, uuid: string): WireId<P> {
  invariant(isUuid(uuid), `only a UUID can be written as a ${prefix}_ id`);
  let value = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let suffix = '';
  for (let i = 0; i < 26; i += 1) {
    suffix = ALPHABET[Number(value & 31n)] + suffix;
    value >>= 5n;
  }
  return `${prefix}_${suffix}`;
}

/** The UUID behind the letters of a TypeID, or null when they are not one. */
export function decode(suffix: string): string | null {
  if (!SUFFIX.test(suffix)) return null;
  let value = 0n;
  for (const letter of suffix) value = (value << 5n) | DIGITS.get(letter)!;
  const hex = value.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
