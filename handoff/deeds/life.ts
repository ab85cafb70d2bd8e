import type { Db } from '../../core/db/db.ts'
import type { Feedback, Language } from '../../core/conversation/index.ts'
import type { z } from 'zod'
import type { Close, PromiseKind } from '../contract.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { dropPromise, keepPromise, makePromise, putOffPromise } from '../promises/promises.ts'
import { hearFollowUp } from '../wrap-up/follow-up.ts'
import { wrapUpOf } from '../wrap-up/fill-in.ts'
import { hearSurvey } from '../wrap-up/survey.ts'
import { answerConsultation, consult } from './consult.ts'
import { draftOf } from './draft-queries.ts'
import { close } from './end.ts'
import { finish, reopen } from './finish.ts'
import { reassignToAgent, reassignToQueue } from './reassign.ts'
import { snooze, wake } from './snooze.ts'
import type { QueueTarget } from './transfer.ts'
import { unwatch, watch } from './watch.ts'

/** The deeds of a talk's life, as the room gives them to whoever opens it. */
export function lifeOf(ports: HandoffPorts) {
  return {
    snooze: (conversationId: string, actor: Actor, to: { until: number; note: string }) => snooze(ports, conversationId, actor, to),
    wakeUp: (conversationId: string, actor: Actor) => wake(ports, conversationId, actor),
    finish: (conversationId: string, actor: Actor) => finish(ports, conversationId, actor),
    reopen: (conversationId: string, actor: Actor) => reopen(ports, conversationId, actor),
    closeConversation: (conversationId: string, actor: Actor, end: z.output<typeof Close>) => close(ports, conversationId, actor, end),
    consult: (conversationId: string, actor: Actor, question: { agentId: string; text: string; key: string }) => consult(ports, conversationId, actor, question),
    answerConsultation: (conversationId: string, actor: Actor, answer: { text: string; key: string }) => answerConsultation(ports, conversationId, actor, answer),
    watch: (conversationId: string, actor: Actor, how: { isShown: boolean }) => watch(ports, conversationId, actor, how),
    unwatch: (conversationId: string, actor: Actor) => unwatch(ports, conversationId, actor),
    reassignToAgent: (conversationId: string, actor: Actor, to: { agentId: string; note: string }) => reassignToAgent(ports, conversationId, actor, to),
    reassignToQueue: (conversationId: string, actor: Actor, to: QueueTarget & { note: string }) => reassignToQueue(ports, conversationId, actor, to),
    makePromise: (conversationId: string, actor: Actor, made: { kind: PromiseKind; text: string; dueAt: number; key: string }) => makePromise(ports, conversationId, actor, made),
    keepPromise: (id: string, actor: Actor) => keepPromise(ports, id, actor),
    putOffPromise: (id: string, actor: Actor, to: { dueAt: number; why: string }) => putOffPromise(ports, id, actor, to),
    dropPromise: (id: string, actor: Actor, to: { why: string }) => dropPromise(ports, id, actor, to),
    wrapUpOf: (actor: Pick<Actor, 'team'>, conversationId: string, language: Language) => wrapUpOf(ports, actor, conversationId, language),
    draftOf: (actor: Pick<Actor, 'id'>, conversationId: string) => draftOf(ports.db, actor.id, conversationId),
    /** For the turn: what the shopper answered to a question of the desk, in the turn's transaction. */
    async hear(tx: Db, feedback: Feedback): Promise<void> {
      if (feedback.about === 'survey') await hearSurvey(ports, tx, feedback.handoffId, feedback)
      else await hearFollowUp(ports, tx, feedback.followUpId, feedback)
    },
  }
}
