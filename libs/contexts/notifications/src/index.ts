export type { NotificationDeps } from './deps.js';
export { listMessagesAbout } from './message/message.repository.js';
