import { agentOfCookies } from '../people/agents.ts'
import type { SignedIn } from '../people/agents.ts'
import type { SocketFrame } from '../contract.ts'
import { deskChannel, sessionChannel, shopperTypingChannel, typingChannel } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'

/** What the server gives for one console's WebSocket. */
export interface ConsoleLine {
  /** `Cookie` header of the upgrade. */
  cookies: string | undefined
  onHint(channel: string, listener: (payload: string) => void): () => void
  send(frame: SocketFrame): void
  /** Closes the socket from our side. */
  end(): void
}

const quietMs = 100
// A role that changed or a session that ended closes the socket within five seconds.
const recheckMs = 4_000

/** Tells one console when to look again, until the returned function is called or the session ends. Frames carry no content: what may be seen is decided when it is read. */
export function followDesk(ports: Pick<HandoffPorts, 'db' | 'clock' | 'isProduction' | 'log'>, agent: SignedIn, line: ConsoleLine): () => void {
  const lookAgain = quietly(() => { line.send({ kind: 'look-again' }) })
  const stopDesk = line.onHint(deskChannel, lookAgain.call)
  const stopTyping = line.onHint(typingChannel, (payload) => {
    const { conversationId, team, agent: writer } = JSON.parse(payload) as { conversationId: string; team: string; agent: { id: string; name: string } }
    if (team === agent.team && writer.id !== agent.id) line.send({ kind: 'typing', conversationId, agent: writer })
  })
  const stopShopperTyping = line.onHint(shopperTypingChannel, (payload) => {
    const { conversationId, team } = JSON.parse(payload) as { conversationId: string; team: string }
    if (team === agent.team) line.send({ kind: 'shopper-typing', conversationId })
  })
  const check = () => { void isSame(ports, agent, line).then((same) => { if (!same) endSession() }) }
  // The hint makes it immediate; where hints are lost, the clock makes it certain.
  const stopSession = line.onHint(sessionChannel, (agentId) => { if (agentId === agent.id) check() })
  const recheck = setInterval(check, recheckMs)
  recheck.unref()
  const stop = () => {
    clearInterval(recheck)
    lookAgain.stop()
    stopDesk()
    stopSession()
    stopTyping()
    stopShopperTyping()
  }
  let isEnded = false
  const endSession = () => {
    if (isEnded) return
    isEnded = true
    stop()
    line.send({ kind: 'signed-out' })
    line.end()
  }
  return stop
}

/** True when the session lives on with the same role and team. When the database is away nothing is decided: the next check will tell. */
async function isSame(ports: Pick<HandoffPorts, 'db' | 'clock' | 'isProduction' | 'log'>, agent: SignedIn, line: ConsoleLine): Promise<boolean> {
  try {
    const now = await agentOfCookies(ports, line.cookies)
    return now !== null && now.sessionId === agent.sessionId && now.role === agent.role && now.team === agent.team
  } catch (error) {
    ports.log.warn({ why: String(error) }, 'a console session could not be checked again')
    return true
  }
}

/** Calls `act` at once, then at most once per `quietMs`, the last call never lost. */
function quietly(act: () => void): { call(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null
  let isWanted = false
  const rest = () => {
    timer = setTimeout(() => {
      timer = null
      if (!isWanted) return
      isWanted = false
      act()
      rest()
    }, quietMs)
  }
  return {
    call() {
      if (timer) {
        isWanted = true
        return
      }
      act()
      rest()
    },
    stop() {
      if (timer) clearTimeout(timer)
    },
  }
}
