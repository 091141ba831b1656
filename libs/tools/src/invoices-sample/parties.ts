import { aParty } from '@stoa/invoicing/testing';

const at = (line1: string, postcode: string, city: string, country: string, region: string | null = null) => ({ line1, postcode, city, country, region });
const reach = (name: string, phone: string) => ({ email: `${name}@example.com`, phone });

/** Who sells: each in a country of its own, with numbers that pass that country's checks. */
export const sellers = {
  AT: aParty('Weberei Steinbauer GmbH', at('Mariahilfer Straße 88', '1070', 'Wien', 'AT'), { vatId: 'ATU13585627', registerNumber: 'FN 71396w', ...reach('weberei', '+43 1 5226') }),
  BE: aParty('Confiserie Devos NV', at('Meir 12', '2000', 'Antwerpen', 'BE'), { vatId: 'BE0403170701', registerNumber: '0403170701', ...reach('devos', '+32 3 2001') }),
  CZ: aParty('Sklárna Novotný s.r.o.', at('Husova 5', '110 00', 'Praha', 'CZ'), { vatId: 'CZ25123891', registerNumber: '25123891', ...reach('sklarna', '+420 222 100') }),
  DE: aParty('Töpferei Brandt e.K.', at('Hauptstraße 7', '04179', 'Leipzig', 'DE', 'SN'), { vatId: 'DE129273398', registerNumber: 'HRA 12345', ...reach('brandt', '+49 341 4711') }),
  DK: aParty('Sæbefabrikken ApS', at('Vestergade 3', '1456', 'København', 'DK'), { vatId: 'DK10150817', registerNumber: '10150817', ...reach('saebe', '+45 3312') }),
  EE: aParty('Puutöö Kask OÜ', at('Pikk 20', '10133', 'Tallinn', 'EE'), { vatId: 'EE100931558', registerNumber: '10137025', ...reach('kask', '+372 644') }),
  ES: aParty('Cerámica Álvarez S.L.', at('Calle Mayor 4', '28013', 'Madrid', 'ES'), { vatId: 'ESB84570936', registerNumber: 'M-123456', ...reach('alvarez', '+34 915') }),
  FI: aParty('Keramik Lindqvist Oy', at('Peltorivi 1', '10470', 'Fiskars', 'FI'), { vatId: 'FI29384715', registerNumber: '2938471-5', ...reach('lindqvist', '+358 19 277') }),
  FR: aParty('Savonnerie Lacombe SARL', at('12 rue du Panier', '13002', 'Marseille', 'FR'), { vatId: 'FR44732829320', registerNumber: '732829320', ...reach('lacombe', '+33 4 9190') }),
  HU: aParty('Kovács Kézműves Kft.', at('Váci utca 9', '1052', 'Budapest', 'HU'), { vatId: 'HU12892312', registerNumber: '01-09-562739', ...reach('kovacs', '+36 1 266') }),
  IE: aParty('Connemara Books Ltd', at('8 Shop Street', 'H91 X2C3', 'Galway', 'IE'), { vatId: 'IE6388047V', registerNumber: '368047', ...reach('connemara', '+353 91 56') }),
  IT: aParty('Ceramiche Bianchi S.r.l.', at('Via Roma 21', '20121', 'Milano', 'IT', 'MI'), { vatId: 'IT00743110157', registerNumber: 'MI-1234567', ...reach('bianchi', '+39 02 7211') }),
  LU: aParty('Atelier Weber Sàrl', at('5 Grand-Rue', '1661', 'Luxembourg', 'LU'), { vatId: 'LU26375245', registerNumber: 'B186284', ...reach('weber', '+352 2223') }),
  NL: aParty('Kaashandel De Vries B.V.', at('Kaasmarkt 2', '2801 KA', 'Gouda', 'NL'), { vatId: 'NL004495445B01', registerNumber: '24211442', ...reach('devries', '+31 182 51') }),
  PL: aParty('Szkło Wiśniewska sp. z o.o.', at('ul. Floriańska 14', '31-021', 'Kraków', 'PL'), { vatId: 'PL5260001246', registerNumber: '0000012345', ...reach('szklo', '+48 12 422') }),
  PT: aParty('Azulejos Ferreira Lda', at('Rua das Flores 33', '4050-262', 'Porto', 'PT'), { vatId: 'PT500100144', registerNumber: '500100144', ...reach('ferreira', '+351 222') }),
  SE: aParty('Dalahästen i Mora AB', at('Vasagatan 1', '792 30', 'Mora', 'SE'), { vatId: 'SE556074754401', registerNumber: '5560747544', ...reach('dala', '+46 250') }),
} as const;
export type SellerCountry = keyof typeof sellers;

/** Who sells from where no EN 16931 is asked for. */
export const farSellers = {
  US: aParty('Otay Glass Works LLC', at('2365 Paseo de las Americas', '92154', 'San Diego', 'US', 'CA'), { registerNumber: 'CA LLC 201933510871', ...reach('otay', '+1 619 555 0142') }),
  GB: aParty('Harris Tweed & Daughters Ltd', at('14 Cromwell Street', 'HS1 2DA', 'Stornoway', 'GB'), { vatId: 'GB220430231', registerNumber: 'SC123456', ...reach('harris', '+44 1851 70') }),
  AU: aParty('Byron Beeswax Pty Ltd', at('3 Jonson Street', '2481', 'Byron Bay', 'AU', 'NSW'), { taxNumber: 'ABN 51 824 753 556', registerNumber: '51824753556', ...reach('byron', '+61 2 6685') }),
  JP: aParty('Kyoto Washi K.K.', at('Teramachi-dori 54', '604-8091', 'Kyoto', 'JP'), { taxNumber: 'T7000012050002', ...reach('washi', '+81 75 231') }),
  CH: aParty('Käserei Bergwald AG', at('Dorfstrasse 9', '3715', 'Adelboden', 'CH', 'BE'), { vatId: 'CHE-116.281.710 MWST', registerNumber: 'CHE-116.281.710', ...reach('bergwald', '+41 33 673') }),
  NO: aParty('Fjord Textil AS', at('Bryggen 6', '5003', 'Bergen', 'NO'), { vatId: 'NO974760673MVA', registerNumber: '974760673', ...reach('fjord', '+47 55 31') }),
  CA: aParty('Érablière Tremblay inc.', at('88 rang Saint-Jean', 'G0A 1H0', 'Baie-Saint-Paul', 'CA', 'QC'), { taxNumber: '123456789 RT0001', ...reach('tremblay', '+1 418 555 0101') }),
  SA: aParty('شركة واحة التمور', at('شارع العليا 12', '12211', 'الرياض', 'SA'), { vatId: '300055184400003', ...reach('dates', '+966 11 462') }),
  AE: aParty('Souk Spices Trading LLC', at('Al Fahidi Street 4', '00000', 'Dubai', 'AE'), { vatId: '100123456700003', ...reach('souk', '+971 4 353') }),
  IN: aParty('Jaipur Block Print Pvt Ltd', at('Johari Bazar 21', '302003', 'Jaipur', 'IN', 'RJ'), { taxNumber: '08AABCJ1234A1Z5', ...reach('jaipur', '+91 141 257') }),
  NZ: aParty('Otago Wool Ltd', at('7 Moray Place', '9016', 'Dunedin', 'NZ'), { taxNumber: '49-091-850', ...reach('otago', '+64 3 477') }),
  KR: aParty('한지공방 주식회사', at('인사동길 24', '03162', '서울', 'KR'), { taxNumber: '123-45-67890', ...reach('hanji', '+82 2 720') }),
  MX: aParty('Talavera Puebla S.A. de C.V.', at('Calle 5 de Mayo 12', '72000', 'Puebla', 'MX', 'PUE'), { taxNumber: 'TPU010203AB1', ...reach('talavera', '+52 222 555') }),
  TR: aParty('İznik Çini A.Ş.', at('Atatürk Caddesi 8', '16860', 'Bursa', 'TR'), { taxNumber: '4650012345', ...reach('iznik', '+90 224 757') }),
  ZA: aParty('Karoo Mohair (Pty) Ltd', at('14 Church Street', '6280', 'Graaff-Reinet', 'ZA'), { taxNumber: '4123456789', ...reach('karoo', '+27 49 892') }),
  SG: aParty('Peranakan Tiles Pte Ltd', at('12 Joo Chiat Road', '427353', 'Singapore', 'SG'), { taxNumber: 'M90312345A', registerNumber: '201912345K', ...reach('tiles', '+65 6344') }),
} as const;

/** People have no address in the Peppol network of their own: here they share that of a post box. */
const shopper = (name: string, line1: string, postcode: string, city: string, country: string, mail: string) => aParty(name, at(line1, postcode, city, country), { email: `${mail}@example.com`, electronicAddress: { scheme: '0088', id: '7300010000001' } });
/** Who buys for themselves. */
export const shoppers = {
  AT: shopper('Resi Huber', 'Getreidegasse 9', '5020', 'Salzburg', 'AT', 'resi'), BE: shopper('Lotte Peeters', 'Bondgenotenlaan 4', '3000', 'Leuven', 'BE', 'lotte'), CZ: shopper('Jana Dvořáková', 'Masarykova 11', '602 00', 'Brno', 'CZ', 'jana'),
  DE: shopper('Lena Vogt', 'Gartenweg 7', '50667', 'Köln', 'DE', 'lena'), DK: shopper('Søren Østergård', 'Åboulevarden 2', '8000', 'Aarhus', 'DK', 'soren'), EE: shopper('Mari Tamm', 'Rüütli 3', '51005', 'Tartu', 'EE', 'mari'),
  ES: shopper('Lucía Núñez', 'Gran Vía 15', '48001', 'Bilbao', 'ES', 'lucia'), FI: shopper('Aino Mäkelä', 'Hämeenkatu 20', '33200', 'Tampere', 'FI', 'aino'), FR: shopper('Camille Garçon', '3 quai de la Fosse', '44000', 'Nantes', 'FR', 'camille'),
  HU: shopper('Eszter Szőke', 'Kossuth tér 2', '6720', 'Szeged', 'HU', 'eszter'), IE: shopper('Niamh Ó Briain', '22 Patrick Street', 'T12 W8KP', 'Cork', 'IE', 'niamh'), IT: shopper('Giulia D’Angelo', 'Via Garibaldi 6', '16124', 'Genova', 'IT', 'giulia'),
  LU: shopper('Tom Schmit', '9 rue de la Gare', '4011', 'Esch-sur-Alzette', 'LU', 'tom'), NL: shopper('Sanne de Jong', 'Oudegracht 40', '3511 AP', 'Utrecht', 'NL', 'sanne'), PL: shopper('Zofia Żółć', 'ul. Długa 8', '80-827', 'Gdańsk', 'PL', 'zofia'),
  PT: shopper('João Conceição', 'Avenida da Liberdade 7', '1250-139', 'Lisboa', 'PT', 'joao'), SE: shopper('Åsa Öberg', 'Storgatan 18', '903 26', 'Umeå', 'SE', 'asa'),
  US: shopper('Nora Whitfield', '2711 Glendower Avenue', '90027', 'Los Angeles', 'US', 'nora'), GB: shopper('Imogen Hughes', '5 Park Row', 'BS1 5LJ', 'Bristol', 'GB', 'imogen'), NO: shopper('Kari Bjørnstad', 'Storgata 40', '9008', 'Tromsø', 'NO', 'kari'),
  CH: shopper('Beat Zürcher', 'Marktgasse 3', '3011', 'Bern', 'CH', 'beat'), IL: shopper('נועה לוי', 'רחוב הרצל 12', '6688312', 'תל אביב', 'IL', 'noa'), SA: shopper('فاطمة الزهراء', 'طريق الملك فهد 77', '12333', 'الرياض', 'SA', 'fatima'),
  JP: shopper('佐藤 遥', '目黒2丁目4-36', '153-0063', '東京都目黒区', 'JP', 'haruka'), KR: shopper('김서연', '테헤란로 152', '06236', '서울특별시', 'KR', 'seoyeon'), CN: shopper('王秀英', '南京西路1266号', '200040', '上海市', 'CN', 'xiuying'), TH: shopper('สมชาย ใจดี', 'ถนนสุขุมวิท 21', '10110', 'กรุงเทพมหานคร', 'TH', 'somchai'), IN: shopper('अनीता शर्मा', 'एमजी रोड 12', '560001', 'Bengaluru', 'IN', 'anita'), GR: shopper('Ελένη Παπαδοπούλου', 'Οδός Ερμού 18', '105 63', 'Αθήνα', 'GR', 'eleni'), BG: shopper('Иванка Петрова', 'ул. Граф Игнатиев 9', '1000', 'София', 'BG', 'ivanka'),
  MX: shopper('Lupita Hernández', 'Avenida Juárez 20', '06050', 'Ciudad de México', 'MX', 'lupita'), TR: shopper('Ayşe Yılmaz', 'İstiklal Caddesi 44', '34430', 'İstanbul', 'TR', 'ayse'), ZA: shopper('Thandi Nkosi', '8 Long Street', '8001', 'Cape Town', 'ZA', 'thandi'), SG: shopper('Tan Wei Ling', '5 Orchard Road', '238824', 'Singapore', 'SG', 'weiling'), NZ: shopper('Aroha Ngata', '12 Queen Street', '1010', 'Auckland', 'NZ', 'aroha'), AU: shopper('Jack Kelly', '41 Smith Street', '3065', 'Fitzroy', 'AU', 'jack'), CA: shopper('Élodie Gagnon', '120 rue Sainte-Catherine', 'H2X 1K9', 'Montréal', 'CA', 'elodie'),
} as const;

/** The marketplaces that charge commission, and businesses that buy. */
export const marketplace = aParty('Oma Markt eG', at('Karl-Liebknecht-Straße 30', '04107', 'Leipzig', 'DE', 'SN'), { vatId: 'DE811907980', registerNumber: 'GnR 512', ...reach('oma', '+49 341 9900') });
export const farVendor = aParty('Solano Glass Inc.', at('1 Market Street', '94105', 'San Francisco', 'US', 'CA'), { registerNumber: 'C4012345', email: 'solano@example.com', electronicAddress: { scheme: '0088', id: '7300010000001' } });
export const swissVendor = aParty('Käserei Bergwald AG', at('Dorfstrasse 9', '3715', 'Adelboden', 'CH', 'BE'), { vatId: 'DE334118926', registerNumber: 'CHE-116.281.710', ...reach('bergwald', '+41 33 673') });
export const chineseVendor = aParty('Shenzhen Lantern Co., Ltd.', at('88 Fuhua Road', '518000', 'Shenzhen', 'CN'), { vatId: 'DE999999999', registerNumber: '91440300MA5DA1234X', ...reach('lantern', '+86 755 8290') });
