/** Goods and queries by which every index is judged. The judgement is about what a shopper would call right, so it changes only when a person says so. */

type Locale = 'de' | 'en' | 'fi';
export type JudgedGood = { readonly key: string; readonly locale: Locale; readonly title: string; readonly keywords: string; readonly body: string };
export type JudgedQuery = { readonly locale: Locale; readonly text: string; readonly tiers: readonly (readonly string[])[]; readonly never: readonly string[]; readonly fixed: string | null };

const goods = (locale: Locale, text: string): JudgedGood[] => text.trim().split('\n').map((line) => {
  const [key, title, keywords, body] = line.split('|').map((part) => part.trim());
  return { key: key!, locale, title: title!, keywords: keywords!, body: body ?? '' };
});

export const judgedGoods: readonly JudgedGood[] = [
  ...goods('de', `
    becher-usva | Becher „Usva“, Moos | Keramik Becher Grün Steinzeug | Von Hand gedreht, mit mattem Rand.
    becher-meri | Becher „Meri“ | Keramik Becher Blau Steinzeug | Für Kaffee am Meer.
    kaffeebecher | Kaffeebecher mit Henkel | Keramik Becher Weiß Porzellan | Fasst einen großen Kaffee.
    teekanne | Teekanne „Halla“ | Keramik Kannen Weiß | Mit Sieb aus Edelstahl.
    teetasse | Teetasse, dünnwandig | Keramik Tassen Porzellan | Ein Schluck Morgen.
    muslischale | Müslischale „Halla“ | Keramik Schalen Weiß | Auf kleinem Fuß.
    salatschussel | Salatschüssel, groß | Keramik Schüsseln Blau | Für sechs Personen.
    schneidebrett | Schneidebrett, klein | Küche Bretter Holz Eiche | Geölt, mit Griffloch.
    fruhstucksbrett | Frühstücksbrettchen | Küche Bretter Holz Buche | Zwei Stück.
    holzbrett | Holzbrett mit Saftrille | Küche Bretter Nussbaum | Aus einem Stück.
    kasemesser | Käsemesser | Küche Messer Edelstahl | Für Hartes und Weiches.
    kochmesser | Kochmesser, 21 cm | Küche Messer Damaszenerstahl | Von Hand geschliffen.
    leuchter | Leuchter aus Messing | Wohnen Kerzen Messing | Für drei Kerzen.
    kerze | Kerze aus Bienenwachs | Wohnen Kerzen Gelb | Brennt vierzig Stunden.
    kerzenstander | Kerzenständer, Eiche | Wohnen Kerzen Holz | Gedrechselt.
    wollschal | Wollschal, Tannengrün | Wolle Schals Grün | Aus Merino gewebt.
    seidentuch | Halstuch aus Seide | Textilien Tücher Rot | Handrolliert.
    wolldecke | Wolldecke „Fjord“ | Wolle Decken Grau | Warm und leicht.
    kissen | Kissen mit Leinenbezug | Textilien Kissen Natur | Gefüllt mit Federn.
    mutze | Mütze, grob gestrickt | Wolle Mützen Schwarz | Aus dicker Wolle.
    rucksack | Rucksack aus Leder | Leder Rucksäcke Braun | Mit Fach für einen Rechner.
    ledertasche | Ledertasche „Aurelia“ | Leder Taschen Cognac | Pflanzlich gegerbt.
    geldborse | Geldbörse, schmal | Leder Geldbörsen Schwarz | Sechs Karten.
    notizbuch | Notizbuch, liniert | Papier Notizbücher Leinen | Fadengebunden.
    wanduhr | Wanduhr aus Kirschbaum | Wohnen Uhren Holz | Läuft leise.
    seife | Seife mit Lavendel | Bad Seifen Lila | Kaltgerührt.
    seifenschale | Seifenschale | Bad Schalen Keramik | Mit Ablauf.
    honig | Honig aus dem Spreewald | Lebensmittel Honig | Von einer Imkerei.
    gurkenglas | Gewürzgurken im Glas | Lebensmittel Gemüse | Nach altem Rezept.
    trockenobst | Getrocknete Äpfel | Lebensmittel Obst | Ohne Zucker.
    rock | Rock aus Leinen | Textilien Röcke Natur | Knielang.
    ohrringe | Ohrringe, Silber | Schmuck Ohrringe Silber | Klein und leicht.
  `),
  ...goods('en', `
    en-mug | Mug "Usva", moss | Ceramics Mugs Green Stoneware | Thrown by hand.
    en-teapot | Teapot, cast iron | Kitchen Teapots Black | Keeps tea warm.
    en-board | Cutting board, walnut | Kitchen Boards Wood | Oiled.
    en-scarf | Wool scarf, fir green | Wool Scarves Green | Woven from merino.
    en-shawl | Shawl, alpaca | Wool Shawls Gray | Light as air.
    en-wallet | Wallet, slim | Leather Wallets Brown | Six cards.
    en-notebook | Notebook, dotted | Paper Notebooks | Sewn by hand.
    en-candle | Beeswax candle | Home Candles Yellow | Burns forty hours.
    en-candlestick | Candlestick, brass | Home Candles Brass | Holds one candle.
    en-backpack | Leather backpack | Leather Backpacks Brown | Room for a laptop.
    en-sweater | Fisherman's sweater | Wool Sweaters Navy | Heavy knit.
    en-whiskey | Rye whiskey, 6 years | Spirits Whiskey | From a small still.
    en-jewelry | Jewelry box, cherry | Wood Boxes | Lined with felt.
    en-rug | Rug, hand-tufted | Home Rugs Red | Two by three meters.
    en-knife | Chef's knife, 8 inch | Kitchen Knives Steel | Holds its edge.
  `),
  ...goods('fi', `
    fi-muki | Muki "Usva", sammal | Keramiikka Mukit Vihreä | Käsin dreijattu.
    fi-kahvikuppi | Kahvikuppi | Keramiikka Kupit Valkoinen | Aamun ensimmäinen.
    fi-leikkuulauta | Leikkuulauta | Keittiö Laudat Puu Koivu | Öljytty.
    fi-villahuivi | Villahuivi | Villa Huivit Harmaa | Kudottu merinosta.
    fi-villasukat | Villasukat, harmaat | Villa Sukat Harmaa | Lämpimät.
    fi-kynttila | Kynttilä mehiläisvahasta | Koti Kynttilät Keltainen | Palaa neljäkymmentä tuntia.
    fi-poyta | Pöytäliina pellavasta | Tekstiilit Liinat Pellava | Pestävä.
    fi-teekannu | Teekannu | Keramiikka Kannut Valkoinen | Siivilällä.
    fi-reppu | Reppu, nahkaa | Nahka Reput Ruskea | Tila tietokoneelle.
    fi-lompakko | Lompakko | Nahka Lompakot Musta | Kuusi korttia.
    fi-lamppu | Lamppu "Revontuli" | Koti Lamput Lasi | Himmennettävä.
    fi-pipo | Pipo | Villa Pipot Punainen | Kaksinkertainen.
  `),
];

/** `query | first tier > second tier !never ~ spelling that was meant` */
const queries = (locale: Locale, text: string): JudgedQuery[] => text.trim().split('\n').map((line) => {
  const [query, rest] = line.split('|').map((part) => part.trim());
  const [judged, fixed] = rest!.split('~').map((part) => part.trim());
  const [found, never] = judged!.split('!').map((part) => part.trim());
  return { locale, text: query!, tiers: found ? found.split('>').map((tier) => tier.trim().split(/\s+/)) : [], never: never ? never.split(/\s+/) : [], fixed: fixed ?? null };
});

export const judgedQueries: readonly JudgedQuery[] = [
  ...queries('de', `
    becher | becher-meri becher-usva > kaffeebecher teetasse ! kerze wolldecke
    Becher Usva | becher-usva ! kerze
    tasse | teetasse > kaffeebecher becher-meri becher-usva ! ledertasche
    Holzbrett | holzbrett > schneidebrett fruhstucksbrett ! kerzenstander wanduhr
    Brett aus Holz | holzbrett schneidebrett fruhstucksbrett ! kerzenstander
    brett | schneidebrett holzbrett fruhstucksbrett ! kerzenstander
    bretter | schneidebrett holzbrett fruhstucksbrett
    Brettchen | fruhstucksbrett
    Kaffeetasse | kaffeebecher ! teekanne
    kanne | teekanne ! becher-usva
    tee | teetasse teekanne ! kaffeebecher
    Müslischale | muslischale ! wollschal
    muslischale | muslischale
    Mueslischale | muslischale
    schüssel | salatschussel > muslischale seifenschale ! wollschal
    schale | muslischale seifenschale ! wollschal seidentuch
    Schal | wollschal > seidentuch ! kissen salatschussel
    halstuch | seidentuch > wollschal
    wolle | wollschal wolldecke mutze ! kissen
    decke | wolldecke ! wollschal
    mütze grau | mutze wolldecke
    Mützen | mutze
    messer | kasemesser kochmesser ! leuchter
    kerzenhalter | kerzenstander
    kerze | kerze kerzenstander > leuchter
    portemonnaie | geldborse
    Geldbeutel | geldborse
    Rucksäcke | rucksack ! ledertasche
    lederrucksack | rucksack ! ledertasche
    Tasche Leder | ledertasche ! teetasse
    uhr | wanduhr
    kladde | notizbuch
    rock | rock ! trockenobst
    äpfel | trockenobst
    keramk bechr | becher-meri becher-usva ! kerze ~ keramik becher
    rucksak | rucksack ~ rucksack
    Notizbcuh | notizbuch ~ notizbuch
    schnedebrett | schneidebrett ~ schneidebrett
    lavendl | seife ~ lavendel
    fahrrad | ! becher-usva honig kerze
  `),
  ...queries('en', `
    mugs | en-mug ! en-teapot
    cup | en-mug
    tea pot | en-teapot ! en-mug
    teapots | en-teapot
    wooden board | en-board ! en-notebook
    scarf | en-scarf > en-shawl ! en-rug
    shawl | en-shawl > en-scarf
    rucksack | en-backpack
    jumper | en-sweater
    whisky | en-whiskey
    jewellery box | en-jewelry
    candle | en-candle > en-candlestick
    the notebook | en-notebook
    walet | en-wallet ~ wallet
    kinfe | en-knife ~ knife
  `),
  ...queries('fi', `
    muki | fi-muki > fi-kahvikuppi
    mukit | fi-muki
    kuppi | fi-kahvikuppi > fi-muki
    puulauta | fi-leikkuulauta ! fi-muki
    huivi | fi-villahuivi ! fi-villasukat
    villa | fi-villahuivi fi-villasukat > fi-pipo
    kynttila | fi-kynttila
    pöytäliinat | fi-poyta
    selkäreppu | fi-reppu
    kukkaro | fi-lompakko
    valaisin | fi-lamppu
    kynttlia | fi-kynttila ~ kynttila
    lompako | fi-lompakko
  `),
];
