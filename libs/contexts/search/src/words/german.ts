import { groups, words, type Language } from './language.js';

/** German as shoppers of goods write it. */
export const german: Language = {
  ignored: new Set(words('der die das den dem des ein eine einen einem einer eines und oder fur mit ohne aus von vom zu zum zur im in am an auf bei als mein meine kaufen gunstig billig bestellen online')),
  synonyms: groups(`
    becher tasse henkelbecher pott
    schal halstuch tuch
    mutze haube beanie
    decke plaid uberwurf
    sofa couch
    leuchte lampe
    kerzenstander kerzenhalter kerzenleuchter
    notizbuch kladde journal
    geldborse portemonnaie brieftasche geldbeutel
    rucksack backpack
    schnaps brand spirituose
    bild druck poster
    schussel schale bowl
    krug kanne karaffe
    kissen polster
    teppich laufer
    handschuh faustling
    ohrring ohrstecker
    messer klinge
    pullover pulli sweater
    schurze kuchenschurze
    topf kochtopf
  `),
  parts: new Set(words(`holz brett leder tasche wolle woll decke schal mutze tee kaffee kanne tasse becher teller schale schussel vase krug kerze kerzen stander halter seife seifen dose korb tisch stuhl lampe
    leuchte kissen tuch hand hals ohr ring kette notiz buch bucher papier karte karten stift messer brot kase schneide kuche kuchen wand uhr bild garten blumen topf eiche eichen buche nuss nussbaum kirsch kork
    glas flasche wein gin likor honig ol salz gewurz leinen seide seiden filz stein ton keramik porzellan silber gold stahl eisen messing rucksack gurtel borse geld kinder baby hunde katzen puzzle spiel spielzeug
    socken pullover jacke hemd schurze handschuh teppich winter sommer reise bad haar holzer musli suppe suppen fruhstuck weihnachts baum schmuck`)),
  joints: ['s', 'n', 'en', 'es', 'er', 'e'],
  endings: ['en', 'er', 'es', 'n', 'e', 's'],
  twins: groups(`
    schal schals
    schale schalen
  `),
  plural: null,
  spellings: [['ae', 'a'], ['oe', 'o'], ['ue', 'u']],
};
