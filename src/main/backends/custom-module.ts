/** Loads a stranger's backend and checks what it exports. The shape is documented in docs/custom-backends.md. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { InputError } from '../../shared/errors.ts'
import type { Backend } from './backend.ts'
import { type CustomBackend, customDestination } from './custom.ts'
import { SequentialBackend } from './sequential.ts'

type CustomOptions = Readonly<Record<string, unknown>>

/** Makes one backend; only a module that says so sees the password. */
export type CustomFactory = (options: CustomOptions, password: string | undefined) => Backend

/** Rejects with an InputError that names the file and what it lacks. `file` is an absolute path. */
export async function loadCustomBackend(file: string): Promise<CustomFactory> {
  const module = await load(file)
  const exported = module.Backend ?? module.default
  if (typeof exported !== 'function') {
    throw wrong(file, 'exports neither a class or function named Backend nor one as its default')
  }
  const name = exported.name && exported.name !== 'default' ? exported.name : basename(file)
  return (options, password) => {
    const secret = module.wantsPassword === true ? { password } : {}
    const backend = checked(file, make(file, exported, Object.freeze({ ...options, ...secret })))
    return new SequentialBackend(name, customDestination(name, backend))
  }
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(/* @vite-ignore */ await addressOf(file))
  } catch (error) {
    throw wrong(file, `cannot be loaded (${error instanceof Error ? error.message : String(error)})`, error)
  }
}

/** Modules are loaded once for each address: one that was mended meanwhile needs another. */
async function addressOf(file: string): Promise<string> {
  const address = pathToFileURL(file)
  const changed = await stat(file).then(({ mtimeMs }) => mtimeMs)
  address.searchParams.set('changed', String(changed))
  return address.href
}

function make(file: string, exported: object, options: CustomOptions): unknown {
  try {
    return isClass(exported)
      ? Reflect.construct(exported, [options])
      : Reflect.apply(Object(exported), null, [options])
  } catch (error) {
    throw wrong(
      file,
      `threw while it was made (${error instanceof Error ? error.message : String(error)})`,
      error,
    )
  }
}

/** A class cannot be called and a plain function is not meant to be constructed; only the source tells. */
function isClass(exported: object): exported is new (options: CustomOptions) => unknown {
  return /^class\b/.test(Function.prototype.toString.call(exported))
}

function checked(file: string, made: unknown): CustomBackend {
  if (made instanceof Promise) {
    throw wrong(file, 'makes its backend asynchronously: return it at once and do the waiting in open()')
  }
  if (!isObject(made)) throw wrong(file, 'makes no backend: its function must return an object')
  if (typeof made.sendMessages !== 'function')
    throw wrong(file, 'makes a backend without sendMessages(messages)')
  for (const name of ['open', 'close']) {
    if (made[name] !== undefined && typeof made[name] !== 'function') {
      throw wrong(file, `makes a backend whose "${name}" is not a function`)
    }
  }
  return made
}

/** An object that may be a backend: its methods are looked at next, their answers are `unknown` anyway. */
function isObject(value: unknown): value is Record<string, unknown> & CustomBackend {
  return typeof value === 'object' && value !== null
}

function wrong(file: string, problem: string, cause?: unknown): InputError {
  return new InputError(
    'bad-backend-module',
    `The custom backend ${file} ${problem}; see docs/custom-backends.md.`,
    { field: 'backend', file },
    { cause },
  )
}
