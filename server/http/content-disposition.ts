/** Content-Disposition for downloads (RFC 6266): a plain name for old clients, the true one percent-encoded (RFC 8187). */

/** Header value for a file name; control characters, separators and names of devices cannot leave it. */
export function contentDisposition(fileName: string, type: 'attachment' | 'inline' = 'attachment'): string {
  const name = cleanFileName(fileName);
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const plain = `${type}; filename="${ascii}"`;
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${encodeExtended(name)}`;
}

/** A name without folders, control characters, direction marks and leading dots, at most 200 characters. */
export function cleanFileName(fileName: string): string {
  const bare = fileName
    .replace(/[\ud800-\udfff]/gu, '_')
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex -- these are what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[/\\:*?<>|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return [...bare].slice(0, 200).join('') || 'file';
}

function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
