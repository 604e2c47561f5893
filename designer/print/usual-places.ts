/** Where things stand unless somebody says otherwise, in millimetres. */

/** 3 by 8 labels on A4. */
export const usualLabels = { columns: 3, rows: 8, width: 70, height: 36 };
/** The address and the sender on an envelope DL. */
export const usualEnvelope = {
  window: { left: 110, top: 48, width: 95, height: 48 },
  sender: { left: 15, top: 12, width: 90, height: 20 },
};
