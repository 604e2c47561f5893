/**
 * The five countries the sample company sells to: names of people, companies, streets and cities as they are written
 * there. All of them are made up; phone numbers lie in ranges kept free for fiction where a country has one.
 */
import type { Random } from './random.js';

export interface Country {
  readonly code: string;
  readonly region: string;
  /** Share of the customers. */
  readonly weight: number;
  /** Department whose people look after it. */
  readonly office: 'europe' | 'americas' | 'asia';
  readonly cities: readonly (readonly [city: string, state: string, postal: string])[];
  person(random: Random): string;
  company(random: Random, city: string): string;
  address(random: Random): string;
  phone(random: Random): string;
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.integer(0, 9)).join('');
const western = (given: readonly string[], family: readonly string[]) => (random: Random) =>
  `${random.pick(given)} ${random.pick(family)}`;
/** Family name first, given name of one or two characters, written together. */
const han = (family: readonly string[], given: readonly string[]) => (random: Random) =>
  `${random.pick(family)}${random.pick(given)}${random.chance(0.6) ? random.pick(given) : ''}`;

const unitedStates: Country = {
  code: 'US',
  region: 'NA',
  weight: 30,
  office: 'americas',
  cities: [
    ['Boise', 'ID', '83702'], ['Portland', 'OR', '97205'], ['Denver', 'CO', '80202'], ['Austin', 'TX', '78701'],
    ['Columbus', 'OH', '43215'], ['Raleigh', 'NC', '27601'], ['Madison', 'WI', '53703'], ['Boston', 'MA', '02108'],
  ], // prettier-ignore
  person: western(
    ['Amy', 'Brian', 'Carla', 'Derek', 'Ellen', 'Frank', 'Grace', 'Henry', 'Irene', 'Jason', 'Karen', 'Luis', 'Megan', 'Noah', 'Olivia', 'Paul'],
    ['Adler', 'Bennet', 'Calloway', 'Dunmore', 'Ellery', 'Fairbank', 'Grayson', 'Hollis', 'Ingram', 'Kessler', 'Lockwood', 'Merrill', 'Norwell', 'Prescott', 'Radley', 'Whitlow'],
  ), // prettier-ignore
  company: (random) =>
    `${random.pick(['Harbor', 'Summit', 'Prairie', 'Redwood', 'Lakeside', 'Granite', 'Blue Heron', 'Copper Creek', 'Old Mill', 'Sunrise', 'Cedar', 'Northgate'])} ${random.pick(['Foods', 'Markets', 'Trading', 'Supply', 'Provisions', 'Kitchens', 'Grocers', 'Imports'])} ${random.pick(['Inc.', 'LLC', 'Co.'])}`,
  address: (random) =>
    `${random.integer(10, 9900)} ${random.pick(['Maple', 'Oak', 'Second', 'River', 'Market', 'Station', 'Hill'])} ${random.pick(['St', 'Ave', 'Blvd', 'Rd'])}`,
  phone: (random) =>
    `(${random.pick(['208', '503', '303', '512', '614', '919', '608', '617'])}) 555-01${digits(random, 2)}`,
};

const germany: Country = {
  code: 'DE',
  region: 'WE',
  weight: 22,
  office: 'europe',
  cities: [
    ['Köln', 'Nordrhein-Westfalen', '50667'], ['München', 'Bayern', '80331'], ['Düsseldorf', 'Nordrhein-Westfalen', '40213'],
    ['Görlitz', 'Sachsen', '02826'], ['Hamburg', 'Hamburg', '20095'], ['Nürnberg', 'Bayern', '90402'], ['Berlin', 'Berlin', '10117'],
  ], // prettier-ignore
  person: western(
    ['Anke', 'Björn', 'Claudia', 'Dörte', 'Erik', 'Franziska', 'Günter', 'Heike', 'Jörg', 'Käthe', 'Lukas', 'Mareike', 'Rüdiger', 'Sönke', 'Ute'],
    ['Ahlers', 'Böttcher', 'Dreßler', 'Ehlers', 'Förster', 'Gärtner', 'Hölscher', 'Jäger', 'Köhler', 'Lüders', 'Möller', 'Rößler', 'Schütte', 'Thömmes', 'Wülfing'],
  ), // prettier-ignore
  company: (random, city) =>
    `${random.pick(['Feinkost', 'Großhandel', 'Küchenbedarf', 'Handelshaus', 'Frischemarkt', 'Kontor', 'Rösterei'])} ${random.pick(['Nordlicht', 'Sonnental', 'Weißbach', 'Lindenhof', 'Mühlenberg', 'Grünau', city, 'Hafenblick'])} ${random.pick(['GmbH', 'KG', 'AG', 'oHG'])}`,
  address: (random) =>
    `${random.pick(['Bahnhofstraße', 'Gartenweg', 'Lindenallee', 'Am Markt', 'Schloßplatz', 'Mühlgasse'])} ${random.integer(1, 180)}`,
  phone: (random) => `+49 30 23125 ${digits(random, 3)}`,
};

const spain: Country = {
  code: 'ES',
  region: 'SE',
  weight: 18,
  office: 'europe',
  cities: [
    ['Málaga', 'Andalucía', '29001'], ['Madrid', 'Madrid', '28013'], ['A Coruña', 'Galicia', '15001'], ['Valencia', 'Comunitat Valenciana', '46001'],
    ['León', 'Castilla y León', '24001'], ['Logroño', 'La Rioja', '26001'], ['Barcelona', 'Catalunya', '08002'],
  ], // prettier-ignore
  person: western(
    ['Álvaro', 'Begoña', 'César', 'Dolores', 'Íñigo', 'Lucía', 'Martín', 'Noelia', 'Óscar', 'Pilar', 'Rocío', 'Sofía', 'Tomás', 'Ximena'],
    ['Avellaneda', 'Berruguete', 'Cañizares', 'Dueñas', 'Echeverría', 'Fuensanta', 'Garrido', 'Ibáñez', 'Lozoya', 'Muñiz', 'Ordóñez', 'Peñalver', 'Quiñones', 'Zúñiga'],
  ), // prettier-ignore
  company: (random, city) =>
    `${random.pick(['Almacenes', 'Distribuciones', 'Conservas', 'Ultramarinos', 'Bodegas', 'Alimentación', 'Mercados'])} ${random.pick(['del Sur', 'La Peña', 'El Olivar', 'Costa Clara', 'San Telmo', `de ${city}`, 'Tres Caños', 'Los Álamos'])} ${random.pick(['S.L.', 'S.A.'])}`,
  address: (random) =>
    `${random.pick(['Calle Mayor', 'Avenida de la Constitución', 'Plaza de España', 'Calle del Río', 'Paseo Marítimo'])}, ${random.integer(1, 120)}`,
  phone: (random) => `+34 9${random.integer(1, 8)}0 55 ${digits(random, 2)} ${digits(random, 2)}`,
};

const china: Country = {
  code: 'CN',
  region: 'EA',
  weight: 18,
  office: 'asia',
  cities: [
    ['上海', '上海', '200001'], ['杭州', '浙江', '310003'], ['成都', '四川', '610015'], ['广州', '广东', '510030'],
    ['青岛', '山东', '266001'], ['武汉', '湖北', '430014'], ['西安', '陕西', '710002'],
  ], // prettier-ignore
  person: han(
    ['陈', '林', '周', '吴', '徐', '孙', '马', '朱', '胡', '郭', '何', '高', '罗', '郑'],
    ['安', '博', '晨', '岚', '嘉', '静', '磊', '敏', '宁', '倩', '睿', '思', '涛', '昕', '雨', '泽'],
  ),
  company: (random, city) =>
    `${city}${random.pick(['恒', '嘉', '鼎', '瑞', '华', '鑫', '和', '盛'])}${random.pick(['源', '泰', '丰', '祥', '达', '通', '美', '信'])}${random.pick(['食品', '贸易', '商贸', '餐饮管理', '供应链', '进出口'])}有限公司`,
  address: (random) =>
    `${random.pick(['人民路', '解放路', '中山路', '长江路', '建设路', '和平路'])}${random.integer(1, 900)}号`,
  phone: (random) => `021-5550 ${digits(random, 4)}`,
};

const taiwan: Country = {
  code: 'TW',
  region: 'EA',
  weight: 12,
  office: 'asia',
  cities: [
    ['台北市', '', '100'], ['新竹市', '', '300'], ['臺中市', '', '400'], ['臺南市', '', '700'], ['高雄市', '', '800'],
  ], // prettier-ignore
  person: han(
    ['陳', '黃', '張', '蔡', '楊', '許', '鄭', '謝', '劉', '葉', '蘇', '莊', '賴', '蕭'],
    ['宜', '君', '庭', '雅', '婷', '豪', '偉', '佩', '珊', '哲', '瑋', '翔', '慧', '儀', '軒', '廷'],
  ),
  company: (random) =>
    `${random.pick(['永', '豐', '聯', '寶', '昇', '宏', '順', '義'])}${random.pick(['昌', '興', '發', '隆', '華', '達', '記', '樂'])}${random.pick(['食品', '貿易', '實業', '餐飲', '國際', '行銷'])}${random.pick(['股份有限公司', '有限公司'])}`,
  address: (random) =>
    `${random.pick(['中正路', '民生東路', '復興南路', '忠孝路', '和平街'])}${random.integer(1, 400)}號${random.integer(1, 12)}樓`,
  phone: (random) => `(02) 5550-${digits(random, 4)}`,
};

export const countries: readonly Country[] = [unitedStates, germany, spain, china, taiwan];

export const regions: readonly (readonly [code: string, name: string])[] = [
  ['NA', 'North America'],
  ['SA', 'South America'],
  ['WE', 'Western Europe'],
  ['NE', 'Northern Europe'],
  ['SE', 'Southern Europe'],
  ['EE', 'Eastern Europe'],
  ['EA', 'East Asia'],
];
