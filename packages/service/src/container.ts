import "reflect-metadata"
import { instanceCachingFactory, type DependencyContainer, type InjectionToken } from "tsyringe"
import type { Dependencies } from "./dependencies.js"
import { handler, type Handle } from "./handle.js"

/** Injection tokens: register your store, vault, division and the other dependencies under these. */
export const tokens = {
  Store: Symbol("Store") as InjectionToken<Dependencies["store"]>,
  Vault: Symbol("Vault") as InjectionToken<Dependencies["vault"]>,
  Division: Symbol("Division") as InjectionToken<string>,
  Library: Symbol("Library") as InjectionToken<Dependencies["library"]>,
  Clock: Symbol("Clock") as InjectionToken<Dependencies["clock"]>,
  Random: Symbol("Random") as InjectionToken<Dependencies["random"]>,
  Handle: Symbol("Handle") as InjectionToken<Handle>,
} as const

/**
 * Registers the service and its dependencies with a tsyringe container. Only for programs that already use one; all others
 * call `handler`.
 *
 * @example
 * const handle = register(container, dependencies).resolve(tokens.Handle)
 */
export const register = (container: DependencyContainer, dependencies: Dependencies): DependencyContainer =>
  container
    .register(tokens.Store, { useValue: dependencies.store })
    .register(tokens.Vault, { useValue: dependencies.vault })
    .register(tokens.Division, { useValue: dependencies.division })
    .register(tokens.Library, { useValue: dependencies.library })
    .register(tokens.Clock, { useValue: dependencies.clock })
    .register(tokens.Random, { useValue: dependencies.random })
    .register<Handle>(tokens.Handle, {
      useFactory: instanceCachingFactory((resolver) =>
        handler({
          store: resolver.resolve(tokens.Store),
          vault: resolver.resolve(tokens.Vault),
          division: resolver.resolve(tokens.Division),
          library: resolver.resolve(tokens.Library),
          clock: resolver.resolve(tokens.Clock),
          random: resolver.resolve(tokens.Random),
        }),
      ),
    })
