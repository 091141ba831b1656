import { expect, test } from '@jest/globals';
import { complaintAboutGtin, isGtin } from './gtin.js';

test.each([
  ['4006381333931', true], ['4006381333930', false], ['96385074', true], ['036000291452', true], ['00012345600012', true], ['400638133393', false], ['40063813339A1', false], ['', false],
])('the GTIN %s is right: %s', (gtin, isRight) => expect(isGtin(gtin)).toBe(isRight));

test.each([
  ['', null], ['4006381333931', null], ['40063813339', 'A GTIN has 8, 12, 13 or 14 digits; this one has 11.'], ['4006381333930', 'The check digit of this GTIN is wrong. Compare it with the number under the bars.'], ['400638133393x', 'A GTIN has digits only.'],
])('of %p it is said: %p', (gtin, words) => expect(complaintAboutGtin(gtin)).toBe(words));
