import type { Config } from '../core/config.ts'
import { OperatorError } from '../core/errors.ts'
import { openOidc } from '../core/oidc.ts'
import type { OidcSignIn } from '../handoff/index.ts'

/** Signing in by OpenID Connect as the settings ask for it, or null when they do not. Throws OperatorError naming what is missing. */
export function oidcSignIn(config: Config, secret: string): OidcSignIn | null {
  if (!config.OIDC_ISSUER) return null
  const { OIDC_CLIENT_ID: clientId, PUBLIC_URL: publicUrl } = config
  if (!clientId || !publicUrl) throw new OperatorError('OIDC_ISSUER also needs OIDC_CLIENT_ID, and PUBLIC_URL: the provider sends browsers back to <PUBLIC_URL>/api/desk/oidc/callback.')
  const redirectUri = new URL('/api/desk/oidc/callback', publicUrl).href
  return {
    provider: openOidc({ issuer: config.OIDC_ISSUER, clientId, clientSecret: config.OIDC_CLIENT_SECRET ?? null, redirectUri, secret }),
    newAgentRole: config.OIDC_NEW_AGENT_ROLE ?? null, assumesVerified: config.OIDC_ASSUME_VERIFIED, roleClaim: config.OIDC_ROLE_CLAIM ?? null, roles: config.OIDC_ROLES,
  }
}
