// Teams are walls: what is one team's does not exist for another, by id, in lists, in search, as a file, as an export, over the socket. Generated from the table of routes and
// from the tables of the database: what is added later is tried without a word about it here.
import { beforeAll, expect, test } from 'vitest'
import { openBus } from '../../core/bus.ts'
import { storeUpload } from '../../core/conversation/index.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { silentLog } from '../../core/log.ts'
import { deskRoutes, type Actor } from '../../handoff/index.ts'
import type { Role, SocketFrame } from '../../handoff/contract.ts'
import { pixel } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { ask, askRoute, browserOf, type Browser, type Route } from './desk-browser.ts'
import { cardFor, openDesk, type Desk } from './desk.ts'
import { sampleOf, variantsOf, type Filling } from './sample.ts'

// Words that nobody else says, in everything that people of the first team write.
const secret = 'Zqx-Geheimnis 张三'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  const people = new Map<string, Actor>()
  const frames: SocketFrame[] = []
  /** Routes on which the first team has done something. */
  const done = new Set<string>()
  const bus = openBus({ prefix: 'walls', log: silentLog })
  let ours: Map<string, string>
  let uploadId: string

  const one = async (team: string, role: Role) => {
    const key = `${team} ${role}`
    if (!people.has(key)) people.set(key, await desk.hire(`${secret} ${role}`.replace(secret, team === 'shop' ? secret : 'Other'), { team, role, capacity: 100 }))
    return people.get(key)!
  }
  const browser = async (team: string, role: Role): Promise<Browser> => browserOf(db, (await one(team, role)).id, desk.clock.now())
  const mayCall = (route: Route) => (route.roles === 'anyone' ? [] : route.roles)
  /** People and teams are the admin's of the whole house (handoff/people/manage.ts); all else is walled. */
  const isOfTheHouse = (route: Route) => /^\/api\/desk\/(agents|teams)\b/.test(route.path) && mayCall(route).every((role) => role === 'admin')
  const walled = deskRoutes.filter((route) => route.roles !== 'anyone' && !isOfTheHouse(route))

  beforeAll(async () => {
    db = await open()
    desk = openDesk(db, { hint: bus.hint })
    await db.query(`insert into team (id, name) values ('other', 'Other') on conflict do nothing`)
    await db.query(`insert into queue (id, team, skill) values ('other-help', 'other', 'help') on conflict do nothing`)
    const stranger = await browser('other', 'lead')
    desk.room.follow((await desk.room.agentOfCookies(stranger.cookie))!, { cookies: stranger.cookie, onHint: bus.onHint, send: (frame) => { frames.push(frame) }, end: () => {} })
    uploadId = await liveThrough()
    ours = await idsOf('shop')
  })

  /** The first team does what its routes allow, in conversations that wait and in those in hand: the tables fill with what is theirs. Returns the id of a file. */
  async function liveThrough(): Promise<string> {
    const [agent, lead] = [await one('shop', 'agent'), await one('shop', 'lead')]
    for (const actor of [agent, lead]) await desk.room.heartbeat(actor)
    const deeds = walled.filter((each) => each.method === 'POST' && !/sign-out|end-sessions|sessions|password|off-hours/.test(each.path))
    for (const route of deeds) {
      for (let variant = 0; variant < Math.max(2, Math.min(variantsOf(route.body!), 3)); variant++) await attempt(route, variant, { agent, lead })
    }
    const { id } = await conversation(agent)
    return (await storeUpload(db, id, { name: `${secret}.png`, bytes: pixel }, desk.clock.now())).id
  }

  async function attempt(route: Route, variant: number, { agent, lead }: { agent: Actor; lead: Actor }): Promise<void> {
    const { id, handoffId } = await conversation(variant % 2 === 0 ? agent : null)
    const leftId = route.path.includes('left-messages') ? await leftMessage() : newId()
    const role = mayCall(route).includes('agent') ? 'agent' : 'lead'
    const body = sampleOf(route.body!, filling({ queueId: 'in-sale', agentId: lead.id, to: lead.id, handoffId, conversationId: id, leftMessageId: leftId }), variant)
    const { status } = await askRoute(desk, route, { id: await subjectOf(route, { id, handoffId, leftId }), uploadId: newId() }, { browser: await browser('shop', role), body })
    expect([route.path, status]).not.toEqual([route.path, 500])
    if (status < 300) done.add(route.path)
  }

  /** What a route is about: the talk just made, or the newest row of the table that bears the name of its address (`/promises/:id` → promise). */
  async function subjectOf(route: Route, { id, handoffId, leftId }: { id: string; handoffId: string; leftId: string }): Promise<string> {
    const kind = /\/([\w-]+)s\/:id/.exec(route.path)?.[1] ?? 'conversation'
    const known: Record<string, string> = { conversation: id, handoff: handoffId, 'left-message': leftId, queue: 'in-sale', agent: (await one('shop', 'agent')).id }
    if (known[kind]) return known[kind]
    const table = kind.replaceAll('-', '_')
    const { rows: [there] } = await db.query<{ there: boolean }>(`select to_regclass('public.' || quote_ident($1)) is not null as there`, [table])
    if (!there!.there) return newId()
    const { rows: [row] } = await db.query<{ id: string }>(`select id::text as id from "${table}" order by id desc limit 1`)
    return row?.id ?? newId()
  }

  async function conversation(owner: Actor | null): Promise<{ id: string; handoffId: string }> {
    const id = await desk.chat(secret)
    await db.transaction((tx) => desk.room.request(tx, id, cardFor({ words: secret })))
    if (owner) await desk.room.claim(id, owner)
    const { rows: [handoff] } = await db.query<{ id: string }>('select id from handoff where conversation_id = $1', [id])
    return { id, handoffId: handoff!.id }
  }

  async function leftMessage(): Promise<string> {
    const id = await desk.chat(secret)
    await db.transaction((tx) => desk.room.leaveMessage(tx, id, { text: secret, contact: secret, topic: 'shipping' }))
    const { rows: [left] } = await db.query<{ id: string }>('select id from left_message where conversation_id = $1', [id])
    return left!.id
  }

  /** Every id in the database that hangs on the team: rows of the team, of its conversations, of its handoffs, of its agents. With the table it was found in. */
  async function idsOf(team: string): Promise<Map<string, string>> {
    const { rows } = await db.query<{ name: string; columns: string[] }>(
      `select table_name as name, array_agg(column_name::text) as columns from information_schema.columns where table_schema = 'public' group by 1 having 'id' = any(array_agg(column_name::text))`)
    const ways: Record<string, string> = {
      team: 'team = $1', conversation_id: 'conversation_id in (select conversation_id from handoff where team = $1)', handoff_id: 'handoff_id in (select id from handoff where team = $1)',
      agent_id: 'agent_id in (select id from agent where team = $1)',
    }
    const found = new Map<string, string>()
    for (const { name, columns } of rows) {
      const way = Object.keys(ways).find((column) => columns.includes(column))
      if (!way || name === 'team') continue
      const { rows: ids } = await db.query<{ id: string }>(`select id::text as id from "${name}" where ${ways[way]} order by id desc limit 1`, [team])
      for (const { id } of ids) found.set(id, [found.get(id), name].filter(Boolean).join(' and '))
    }
    const { rows: talks } = await db.query<{ id: string }>('select distinct conversation_id::text as id from handoff where team = $1 limit 3', [team])
    for (const { id } of talks) found.set(id, 'conversation')
    return found
  }

  test('there is something to be kept apart', () => {
    const tables = new Set([...ours.values()].flatMap((names) => names.split(' and ')))
    for (const table of ['conversation', 'handoff', 'left_message', 'queue', 'message', 'assignment', 'agent', 'agent_session', 'audit']) expect(tables).toContain(table)
    expect(ours.size).toBeGreaterThan(15)
    expect(done.size).toBeGreaterThan(20)
  })

  test('another team’s id is not found, on every route that takes one, whatever it is the id of', async () => {
    const routes = walled.filter((route) => route.path.includes(':'))
    expect(routes.length).toBeGreaterThan(15)
    const before = await fingerprint()
    let [tried, notFound] = [0, 0]
    for (const [index, route] of routes.entries()) {
      const roles = mayCall(route)
      const as = await browser('other', roles[index % roles.length]!)
      const call = (id: string) => askRoute(desk, route, { id, uploadId }, {
        browser: as, body: route.body ? sampleOf(route.body, filling({ queueId: 'other-help', agentId: newId() })) : undefined, query: new URLSearchParams({ before: '9' }) })
      // As if it did not exist: the very answer that an id of nothing gets.
      const { status, body } = await call(newId())
      expect([route.path, status]).not.toEqual([route.path, 403])
      if (status === 404) notFound += 1
      for (const [id, table] of ours) {
        const answer = await call(id)
        expect([route.method, route.path, table, answer.status, answer.body]).toEqual([route.method, route.path, table, status, body])
        tried += 1
      }
    }
    expect(tried).toBe(routes.length * ours.size)
    expect(notFound / routes.length).toBeGreaterThan(0.9)
    expect(await fingerprint()).toEqual(before)
  })

  test('nobody of another team is asked, told or handed anything: their ids in a body are refused', async () => {
    const [lead, colleague] = [await one('other', 'lead'), await one('shop', 'lead')]
    await desk.room.heartbeat(lead)
    const named: string[] = []
    for (const route of walled.filter((each) => each.method === 'POST')) {
      for (let variant = 0; variant < variantsOf(route.body!); variant++) {
        const body = sampleOf(route.body!, filling({ queueId: 'in-sale', agentId: colleague.id, to: colleague.id }), variant)
        if (!/"in-sale"/.test(JSON.stringify(body)) && !JSON.stringify(body).includes(colleague.id)) continue
        const id = await desk.chat()
        await desk.room.takeOver(id, lead)
        const { status } = await askRoute(desk, route, { id }, { browser: await browser('other', mayCall(route).includes('lead') ? 'lead' : mayCall(route)[0]!), body })
        expect([route.path, body, status >= 400 && status < 500]).toEqual([route.path, body, true])
        named.push(route.path)
      }
    }
    expect(named).toEqual(expect.arrayContaining(['/api/desk/conversations/:id/transfer']))
  })

  test('the same is found by the team itself: the wall is why, not a wrong address', async () => {
    const mine = await browser('shop', 'lead')
    const [conversationId] = [...ours].find(([, table]) => table === 'conversation')!
    const { rows: [withFile] } = await db.query<{ conversation_id: string }>('select conversation_id from upload where id = $1', [uploadId])
    const { rows: [handoff] } = await db.query<{ id: string }>(`select id from handoff where team = 'shop' limit 1`)
    for (const address of [`/api/desk/conversations/${conversationId}`, `/api/desk/conversations/${conversationId}/messages?before=9`, `/api/handoffs/${handoff!.id}/initiate`,
      `/api/desk/conversations/${withFile!.conversation_id}/uploads/${uploadId}`]) {
      expect([address, (await ask(desk, 'GET', address, { browser: mine })).status]).toEqual([address, 200])
      expect([address, (await ask(desk, 'GET', address, { browser: await browser('other', 'lead') })).status]).toEqual([address, 404])
    }
  })

  test('no list, search or export tells another team’s words, names or ids', async () => {
    const lists = walled.filter((route) => route.method === 'GET' && !route.path.includes(':'))
    expect(lists.length).toBeGreaterThan(4)
    const mine = JSON.stringify((await ask(desk, 'GET', '/api/desk/snapshot', { browser: await browser('shop', 'agent') })).body)
    expect([mine.includes(secret), [...ours.keys()].some((id) => mine.includes(id))]).toEqual([true, true])
    const start = ['0', '0', '00000000-0000-0000-0000-000000000000', '0', '00000000-0000-0000-0000-000000000000', '0']
    start[0] = String(desk.clock.now())
    for (const route of lists) {
      for (const role of mayCall(route)) {
        const words = Object.fromEntries(['q', 'query', 'text', 'words', 'search', 'shopper', 'tag', 'order'].map((name) => [name, secret]))
        for (const query of [{ cursor: start.join('~') }, { ...words, cursor: start.join('~') }]) {
          const { status, body } = await askRoute(desk, route, {}, { browser: await browser('other', role), query: new URLSearchParams(query) })
          // The cursor says where the next page begins in the feed of all teams: a number of ours that opens nothing.
          const told = JSON.stringify({ ...(body as object), cursor: null })
          expect([route.path, role, status < 500, told.includes('Zqx'), [...ours].filter(([id, table]) => table !== 'queue' && told.includes(id))]).toEqual([route.path, role, true, false, []])
        }
      }
    }
  })

  test('the socket says nothing of another team: no typing, and no more than "look again"', () => {
    expect(frames.length).toBeGreaterThan(0)
    expect(new Set(frames.map((frame) => frame.kind))).toEqual(new Set(['look-again']))
  })

  test('a handoff of the other team is theirs alone', async () => {
    const id = await desk.chat()
    const lead = await one('other', 'lead')
    await desk.room.heartbeat(lead)
    expect(await desk.room.takeOver(id, lead)).toMatchObject({ agentId: lead.id })
    for (const role of ['agent', 'lead', 'admin', 'auditor'] as const) {
      expect((await ask(desk, 'GET', `/api/desk/conversations/${id}`, { browser: await browser('shop', role) })).status).toBe(404)
      expect((await ask(desk, 'GET', `/api/desk/conversations/${id}`, { browser: await browser('other', role) })).status).toBe(200)
    }
  })

  test('no deed on record holds what somebody wrote', async () => {
    const { rows } = await db.query<{ deed: string; row: string }>('select deed, to_jsonb(audit)::text as row from audit')
    expect(new Set(rows.map((row) => row.deed)).size).toBeGreaterThan(10)
    expect(rows.filter(({ row }) => /Zqx|Geheimnis|张三|@desk\.example/.test(row))).toEqual([])
    // What is said of a deed is ids, numbers and names of ours.
    const { rows: details } = await db.query<{ deed: string; value: string }>(
      `select deed, e.value from audit, jsonb_each_text(detail) as e where jsonb_typeof(detail) = 'object' and e.value !~ '^[a-zA-Z0-9 .,:_/-]{0,200}$'`)
    expect(details).toEqual([])
  })

  function filling(named: Record<string, unknown>): Filling {
    return { named: { ...named, email: `${newId()}@desk.example`, key: newId(), current: 'x', at: desk.clock.now() + 3_600_000, until: desk.clock.now() + 3_600_000, dueAt: desk.clock.now() + 3_600_000, skill: 'payment', timeZone: 'Asia/Shanghai' }, text: secret, id: newId }
  }

  /** All rows of the team's handoffs and messages, as one value: nobody from outside changes them. */
  async function fingerprint(): Promise<unknown> {
    const { rows } = await db.query(`select (select md5(string_agg(h::text, '|' order by h.id)) from handoff h) as handoffs, (select count(*) from message) as messages,
      (select md5(string_agg(q::text, '|' order by q.id)) from queue q) as queues, (select md5(string_agg(l::text, '|' order by l.id)) from left_message l) as left_messages`)
    return rows[0]
  }
})
