/** From a method's name and unknown arguments to its handler: the one door every window's call comes through. */
import { z } from 'zod'
import type { WireResult } from '../../shared/app-types.ts'
import { toErrorData } from '../../shared/error-data.ts'
import { InputError, MailwrightError } from '../../shared/errors.ts'
import type { InvokeArgs, InvokeName, InvokeResult } from '../../shared/ipc-contract.ts'

/** How one method is answered: what its arguments must be, and what it does with them. */
export interface Method<K extends InvokeName> {
  /** A tuple; extra keys and extra arguments are refused. */
  readonly args: z.ZodType<InvokeArgs<K>>
  readonly run: (...args: InvokeArgs<K>) => InvokeResult<K> | Promise<InvokeResult<K>>
}

/** The methods of one feature, or of all. */
export type Methods<K extends InvokeName = InvokeName> = { readonly [Name in K]: Method<Name> }

/** All methods whose names begin with `<feature>.` */
export type FeatureMethods<Feature extends string> = Methods<Extract<InvokeName, `${Feature}.${string}`>>

type Answer = (args: unknown) => Promise<unknown>

export class Router {
  readonly #answers: ReadonlyMap<string, Answer>

  /** The app gives all of them, which its type sees to; a test may give a few. */
  constructor(methods: Partial<Methods>) {
    const names = Object.keys(methods).filter((name): name is InvokeName => name in methods)
    this.#answers = new Map(names.flatMap((name) => entryOf(name, methods[name])))
  }

  /** Never rejects: whatever goes wrong is told as plain data, without stack, path or secret of ours. */
  async call(name: unknown, args: unknown): Promise<WireResult<unknown>> {
    try {
      const answer = typeof name === 'string' ? this.#answers.get(name) : undefined
      if (!answer) throw new InputError('unknown-method', 'The app has no such function.')
      return { ok: true, value: await answer(args) }
    } catch (error) {
      return { ok: false, error: wireError(error) }
    }
  }
}

function entryOf<K extends InvokeName>(name: K, method: Method<K> | undefined): [string, Answer][] {
  return method ? [[name, answerOf(name, method)]] : []
}

function answerOf<K extends InvokeName>(name: K, method: Method<K>): Answer {
  return async (given) => {
    const { success, data, error } = method.args.safeParse(given)
    if (!success) {
      const path = error.issues[0]?.path.map(String).join('.') ?? ''
      throw new InputError('bad-argument', `${name}: ${z.prettifyError(error).split('\n')[0] ?? ''}`, {
        field: path,
      })
    }
    return method.run(...data)
  }
}

/** What is no error of ours is a defect; its words may hold anything, so they stay here. */
function wireError(error: unknown): ReturnType<typeof toErrorData> {
  if (error instanceof MailwrightError) return toErrorData(error)
  return {
    kind: 'environment',
    code: 'internal',
    message: 'Something went wrong inside Mailwright. Nothing was sent by this step; try again.',
    place: {},
  }
}
