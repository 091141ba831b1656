import { Readable } from 'node:stream';
import { type FileStore, isFileKey } from './files.js';
import { invariant } from './errors.js';

/** An S3-compatible store. `endpoint` is null for Amazon's own; others (MinIO, Ceph, R2) name theirs. */
export type S3Place = { readonly endpoint: string | null; readonly region: string; readonly bucket: string; readonly accessKeyId: string; readonly secretAccessKey: string };

const CONNECT_MS = 1_000;
const REQUEST_MS = 15_000;
const ATTEMPTS = 3;
/** S3 takes parts of 5 MB and more; one is held at a time. */
const PART_BYTES = 8 * 1024 * 1024;

/** Files in a bucket. The bucket is made by whoever runs the deployment: this login needs to put, get and delete objects, and nothing else. */
export async function s3Files(place: S3Place): Promise<FileStore & { close(): void }> {
  // Brought only where there is a bucket: it takes as much memory as many a request.
  const { AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client, UploadPartCommand } = await import('@aws-sdk/client-s3');
  const { bucket: Bucket } = place;
  const client = new S3Client({
    ...(place.endpoint !== null && { endpoint: place.endpoint, forcePathStyle: true }), region: place.region, credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey },
    maxAttempts: ATTEMPTS, requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS },
  });
  const at = (key: string) => {
    invariant(isFileKey(key), `${key} is no key of a file`);
    return { Bucket, Key: key };
  };
  const find = async (key: string) => {
    try {
      const { Body, ContentType, ContentLength } = await client.send(new GetObjectCommand(at(key)));
      invariant(Body instanceof Readable, 'the store answers with a stream');
      return { stream: Body, contentType: ContentType ?? 'application/octet-stream', size: ContentLength ?? 0 };
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  };
  return {
    put: async (key, bytes, contentType) => void (await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: contentType }))),
    putStream: async (key, source, contentType) => {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...at(key), ContentType: contentType }));
      try {
        const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
        for await (const Body of inParts(source)) {
          const PartNumber = Parts.length + 1;
          const { ETag } = await client.send(new UploadPartCommand({ ...at(key), UploadId, PartNumber, Body }));
          Parts.push({ ETag, PartNumber });
        }
        await client.send(new CompleteMultipartUploadCommand({ ...at(key), UploadId, MultipartUpload: { Parts } }));
      } catch (error) {
        await client.send(new AbortMultipartUploadCommand({ ...at(key), UploadId }));
        throw error;
      }
    },
    get: async (key) => {
      const found = await find(key);
      if (!found) return null;
      const parts: Buffer[] = [];
      for await (const part of found.stream) parts.push(part as Buffer);
      return { bytes: Buffer.concat(parts), contentType: found.contentType };
    },
    stream: find,
    remove: async (key) => void (await client.send(new DeleteObjectCommand(at(key)))),
    close: () => client.destroy(),
  };
}

/** One part at least, the last of any size: an empty file is one empty part. */
async function* inParts(source: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  let sent = 0;
  for await (const piece of source as AsyncIterable<Buffer>) {
    held.push(piece);
    size += piece.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(held);
    [held, size, sent] = [[], 0, sent + 1];
  }
  if (size > 0 || sent === 0) yield Buffer.concat(held);
}
