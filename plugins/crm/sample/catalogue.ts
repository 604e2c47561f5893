/** What the sample company sells: brands, categories, suppliers and products with prices, costs, stock and launch dates. */
import { countries } from './places.js';
import type { Random } from './random.js';
import { earlier, money, to, type SampleRow, type Table } from './rows.js';

interface Line {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly products: readonly (readonly [name: string, unit: string, price: number])[];
  /** Months (1 to 12) in which it sells half as much again. */
  readonly season: readonly number[];
}

const lines: readonly Line[] = [
  { code: 'BEV', name: 'Beverages', description: 'Tea, coffee, juices and syrups', season: [6, 7, 8], products: [
    ['Jasmine Tea', '20 tins of 250 g', 62], ['Roasted Oolong', '12 tins of 300 g', 88], ['House Espresso', '10 bags of 1 kg', 145], ['Filter Roast', '10 bags of 1 kg', 128],
    ['Elderflower Syrup', '12 bottles of 0.7 l', 54.5], ['Apple Juice', '24 bottles of 1 l', 38], ['Ginger Lemonade', '24 bottles of 0.33 l', 31.2], ['Hot Chocolate', '8 tins of 800 g', 72.9]] },
  { code: 'SPI', name: 'Spices', description: 'Spices, salts and blends', season: [11, 12], products: [
    ['Sichuan Pepper', '40 bags of 50 g', 96], ['Smoked Paprika', '40 tins of 75 g', 84], ['Sea Salt Flakes', '30 boxes of 250 g', 66], ['Cinnamon Sticks', '50 bags of 60 g', 79.5],
    ['Saffron', '25 tubes of 1 g', 187.5], ['Curry Blend', '40 tins of 80 g', 72], ['Vanilla Pods', '20 tubes of 2', 134], ['Star Anise', '40 bags of 40 g', 58.4]] },
  { code: 'OIL', name: 'Oils and vinegars', description: 'Olive oils, seed oils, vinegars', season: [5, 6], products: [
    ['Olive Oil Arbequina', '12 bottles of 0.5 l', 118], ['Olive Oil Picual', '6 cans of 3 l', 162], ['Sesame Oil', '12 bottles of 0.25 l', 69], ['Rapeseed Oil', '12 bottles of 0.75 l', 52.8],
    ['Sherry Vinegar', '12 bottles of 0.5 l', 61], ['Rice Vinegar', '12 bottles of 0.5 l', 37.5], ['Truffle Oil', '12 bottles of 0.1 l', 143], ['Walnut Oil', '12 bottles of 0.25 l', 92]] },
  { code: 'SWE', name: 'Sweets', description: 'Biscuits, chocolates and preserves', season: [11, 12, 1], products: [
    ['Almond Nougat', '30 bars of 150 g', 98], ['Gingerbread', '24 boxes of 400 g', 86.4], ['Red Bean Cakes', '36 boxes of 6', 75], ['Pineapple Cakes', '36 boxes of 8', 91],
    ['Dark Chocolate 70 %', '40 bars of 100 g', 83], ['Quince Paste', '20 boxes of 400 g', 57], ['Orange Marmalade', '24 jars of 340 g', 64.8], ['Butter Biscuits', '24 tins of 300 g', 77.2]] },
  { code: 'PRE', name: 'Preserves', description: 'Vegetables, fish and sauces in jars and tins', season: [2, 3], products: [
    ['Piquillo Peppers', '24 jars of 220 g', 71], ['White Asparagus', '12 jars of 345 g', 109], ['Anchovies', '40 tins of 45 g', 132], ['Bonito in Oil', '24 tins of 111 g', 104.5],
    ['Pickled Mustard Greens', '30 bags of 300 g', 41], ['Fermented Tofu', '24 jars of 300 g', 49.9], ['Sauerkraut', '12 jars of 680 g', 28.6], ['Soy Sauce', '12 bottles of 1 l', 46]] },
  { code: 'GRA', name: 'Grains and noodles', description: 'Rice, pulses and noodles', season: [1, 2], products: [
    ['Bomba Rice', '20 bags of 1 kg', 74], ['Jasmine Rice', '4 bags of 10 kg', 88.8], ['Wheat Noodles', '40 packs of 400 g', 52], ['Rice Vermicelli', '40 packs of 400 g', 47],
    ['Brown Lentils', '20 bags of 1 kg', 43.5], ['Chickpeas', '20 bags of 1 kg', 45], ['Spätzle', '24 packs of 500 g', 56.4], ['Buckwheat', '20 bags of 500 g', 39]] },
  { code: 'KIT', name: 'Kitchen tools', description: 'Knives, pans and small tools', season: [10, 11, 12], products: [
    ['Carbon Steel Wok', '6 pieces', 213], ['Paella Pan', '6 pieces', 168], ['Chef Knife', '4 pieces', 246], ['Cleaver', '4 pieces', 198],
    ['Bamboo Steamer', '12 pieces', 117], ['Pepper Mill', '10 pieces', 154], ['Tea Pot', '8 pieces', 189.9], ['Kitchen Scale', '10 pieces', 225]] },
  { code: 'GIF', name: 'Gift boxes', description: 'Assorted boxes for the season', season: [9, 11, 12], products: [
    ['Mid-Autumn Box', '10 boxes', 320], ['Winter Box', '10 boxes', 298], ['Breakfast Box', '12 boxes', 216], ['Tapas Box', '12 boxes', 244],
    ['Tea Collection', '12 boxes', 205], ['Spice Collection', '12 boxes', 187], ['New Year Box', '10 boxes', 345], ['Chocolate Selection', '15 boxes', 175.5]] },
]; // prettier-ignore

export interface Product {
  readonly key: string;
  readonly code: string;
  readonly category: string;
  readonly price: number;
  readonly season: readonly number[];
  /** First day on which it was sold. */
  readonly launched: string;
}

/** Own brands first; the house brand is everywhere. */
const brands: readonly (readonly [code: string, name: string, own: boolean, country: string, days: number])[] = [
  ['HB', 'Trellis Select', true, 'DE', 4200],
  ['TG', 'Trellis Garden', true, 'ES', 2600],
  ['TK', 'Trellis Kitchen', true, 'US', 1500],
  ['LS', '藤架优选', true, 'CN', 900],
  ['TF', 'Trellis Fresh Start', true, 'DE', 300],
  ['NB', 'Nordbrise', false, 'DE', 5200],
  ['CO', 'Casa Olmedo', false, 'ES', 6100],
  ['HC', 'Harbor & Cove', false, 'US', 3300],
  ['YX', '永興號', false, 'TW', 4800],
  ['SJ', '山间', false, 'CN', 2100],
];

export interface Catalogue {
  readonly tables: readonly Table[];
  readonly products: readonly Product[];
}

export function makeCatalogue(random: Random, today: string): Catalogue {
  const suppliers = Array.from({ length: 24 }, (_, index): SampleRow => {
    const country = countries[index % countries.length]!;
    const [city, state, postal] = random.pick(country.cities);
    return {
      key: `supplier:${index + 1}`,
      values: {
        name: country.company(random, city),
        code: `S-${String(index + 1).padStart(3, '0')}`,
        contact_name: country.person(random),
        phone: country.phone(random),
        email: `orders@s${index + 1}.example`,
        website: `https://s${index + 1}.example`,
        address: country.address(random),
        city,
        ...(state === '' ? {} : { state }),
        postal_code: postal,
        country: country.code,
        rating: random.weighted([['A', 30], ['B', 50], ['C', 20]]),
      },
    };
  }); // prettier-ignore
  const products: Product[] = [];
  const rows = lines.flatMap((line) =>
    line.products.map(([name, unit, price], index): SampleRow => {
      const code = `${line.code}-${String(index + 1).padStart(2, '0')}`;
      const discontinued = random.chance(0.06);
      const reorder = random.integer(2, 8) * 5;
      // One in seven came out within the last eleven months; the others are older than the orders that are kept.
      const isNew = random.chance(0.15);
      const launched = earlier(today, isNew ? random.integer(25, 330) : random.integer(950, 2600));
      const brand = isNew
        ? random.pick(brands.slice(0, 5))
        : random.pick(brands.filter(([, , , , days]) => days > 900));
      const key = `product:${code}`;
      if (!discontinued) products.push({ key, code, category: line.code, price, season: line.season, launched });
      return {
        key,
        values: {
          name,
          code,
          category: to(`category:${line.code}`),
          supplier: to(random.pick(suppliers).key),
          brand: to(`brand:${brand[0]}`),
          unit,
          list_price: price,
          cost: money(price * (0.52 + random.next() * 0.2)),
          stock: discontinued ? 0 : random.weighted([[0, 6], [random.integer(1, reorder), 14], [random.integer(reorder, 400), 80]]), // prettier-ignore
          on_order: random.chance(0.3) ? random.integer(2, 20) * 5 : 0,
          reorder_level: reorder,
          launched_on: launched,
          discontinued,
        },
      };
    }),
  );
  const categories = lines.map(({ code, name, description }): SampleRow => ({
    key: `category:${code}`,
    values: { code, name, description },
  }));
  const brandRows = brands.map(([code, name, own, country, days]): SampleRow => ({
    key: `brand:${code}`,
    values: { code, name, own, country, active: true, launched_on: earlier(today, days) },
  }));
  const tables: readonly Table[] = [
    { entity: 'brand', rows: brandRows },
    { entity: 'category', rows: categories },
    { entity: 'supplier', rows: suppliers },
    { entity: 'product', rows },
  ];
  return { tables, products };
}
