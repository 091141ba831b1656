import type { Card } from '../document/document.js';
import { cardView, toCardView, type MediaUrl } from './search.schemas.js';

/** A card as it is sent. The same card is sent many times by an index that keeps it: it is held to its contract and written once, and lives as long as the card. */
const written = new WeakMap<Card, string>();

export function cardText(card: Card, mediaUrl: MediaUrl): string {
  let text = written.get(card);
  if (text === undefined) written.set(card, (text = JSON.stringify(cardView.parse(toCardView(card, mediaUrl)))));
  return text;
}
