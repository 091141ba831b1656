import { createSecretKey } from 'node:crypto';
import passport from 'passport';
import { ExtractJwt, Strategy as JwtStrategy, type VerifiedCallback } from 'passport-jwt';
import { Strategy as LocalStrategy } from 'passport-local';
import { jwtOptions, readClaims, type AccessClaims } from './access-token.js';

/** The parts of a request in which a strategy looks for credentials. */
export type Credentials = { headers: Record<string, string | undefined>; body?: unknown };
export type Extractors = {
  /** The checked claims of the bearer token, or null: none, forged, too old. */
  accessClaims(request: Credentials): Promise<AccessClaims | null>;
  /** E-mail and password as they were sent, or null when one of them is missing. */
  emailAndPassword(request: Credentials): Promise<{ email: string; password: string } | null>;
};

/** As text jsonwebtoken would try to read it as a public key first, with every request: a millisecond each time. Its types know keys, passport-jwt's not yet. */
const asKey = (tokenSecret: string): Buffer => createSecretKey(Buffer.from(tokenSecret)) as unknown as Buffer;

/** Passport takes credentials out of a request and checks signatures; who that is and what they may do is decided by us, in one place. */
export function createExtractors(tokenSecret: string): Extractors {
  const authenticator = new passport.Passport();
  authenticator.use('jwt', new JwtStrategy({ ...jwtOptions, jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: asKey(tokenSecret) }, (verified: unknown, done: VerifiedCallback) => done(null, readClaims(verified) ?? false)));
  authenticator.use('local', new LocalStrategy({ usernameField: 'email', passwordField: 'password', session: false }, (email, password, done) => done(null, { email, password })));
  const run = <T>(strategy: string, request: Credentials): Promise<T | null> =>
    new Promise((resolve, reject) => {
      const settle = (error: unknown, found: T | false | null | undefined) => (error ? reject(error as Error) : resolve(found || null));
      const authenticate = authenticator.authenticate(strategy, { session: false }, settle) as (req: unknown, res: unknown, next: (error: unknown) => void) => void;
      authenticate({ query: {}, ...request }, {}, reject);
    });
  return { accessClaims: (request) => run('jwt', request), emailAndPassword: (request) => run('local', request) };
}
