/** The revision of this engine. What makes it answer otherwise from the same packs and facts is a new one, and stays away from decisions that were made by an older one: they are worked out as they were.
 *  2 (November 2026): charges without a row of their own take the one rate of the goods; an area is found by its region's code, too; what a place does not tax is owed by nobody. */
export const ENGINE = 2;
