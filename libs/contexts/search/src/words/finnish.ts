import { groups, words, type Language } from './language.js';

/** Finnish, whose nouns are written together as German ones are. */
export const finnish: Language = {
  ignored: new Set(words('ja tai seka kanssa ilman osta halpa edullinen tilaa verkosta')),
  synonyms: groups(`
    muki kuppi
    huivi kaulaliina kaulahuivi
    pipo myssy
    peitto viltti torkkupeitto
    sohva divaani
    lamppu valaisin
    kynttilanjalka kynttilanpidike
    muistikirja vihko
    lompakko kukkaro
    reppu selkareppu
    villapaita neule
    kulho malja
    kannu karahvi
    tyyny koristetyyny
    matto rasymatto
    lapanen rukkanen kasine
    tuoksu parfyymi
  `),
  parts: new Set(words('puu lauta leikkuu villa huivi sukka sukat kahvi kuppi tee kannu kynttila jalka leipa juusto nahka laukku olka paita pipo peitto pellava pyyhe tyyny matto seina kello kirja muisti kortti puukko veitsi keittio lasi pullo')),
  joints: ['n'],
  endings: ['t', 'n', 'a', 'ja', 'ia', 'ta', 'lla', 'ssa'],
  twins: [],
  plural: /[aeiouy]t$/,
  spellings: [],
};
