import { DomainError } from '@stoa/platform/errors';

export const MAX_UPLOAD_BYTES = 8 * 1024 * 1024;

export const notAPicture = () => new DomainError('catalog.not_a_picture', 'unprocessable', 'This is not a PNG, JPEG or WebP picture, or it is damaged.');
export const pictureTooLarge = () => new DomainError('catalog.picture_too_large', 'too_large', 'A picture may have 8 MB and 50 megapixels at most.');
export const pictureNotFound = () => new DomainError('catalog.media_not_found', 'not_found', 'There is no such picture.');
