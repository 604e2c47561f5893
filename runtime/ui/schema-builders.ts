/**
 * What our schemas use of TypeBox. In the browser program this stands in TypeBox's own place (server/build.mjs): its
 * namespace carries every builder there is, twice as much as these.
 */
export {
  Array,
  Boolean,
  Integer,
  Literal,
  Module,
  Null,
  Number,
  Object,
  Optional,
  Record,
  Ref,
  String,
  Tuple,
  Union,
  Unknown,
  Unsafe,
} from '@sinclair/typebox/type';
