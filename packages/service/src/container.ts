/** The wiring: tokens and factories for tsyringe. Nothing in the domain knows of it. */
import "reflect-metadata"
import { instanceCachingFactory, type DependencyContainer, type InjectionToken } from "tsyringe"
import { handler, type Handle, type Dependencies } from "./handle.js"

export const tokens = {
  Store: Symbol("Store") as InjectionToken<Dependencies["store"]>,
  Vault: Symbol("Vault") as InjectionToken<Dependencies["vault"]>,
  Division: Symbol("Division") as InjectionToken<string>,
  Library: Symbol("Library") as InjectionToken<Dependencies["library"]>,
  Clock: Symbol("Clock") as InjectionToken<Dependencies["clock"]>,
  Random: Symbol("Random") as InjectionToken<Dependencies["random"]>,
  Handle: Symbol("Handle") as InjectionToken<Handle>,
} as const

/** Registers the application layer over what the surroundings give; resolve `tokens.Handle`. */
export const register = (container: DependencyContainer, surroundings: Dependencies): DependencyContainer =>
  container
    .register(tokens.Store, { useValue: surroundings.store })
    .register(tokens.Vault, { useValue: surroundings.vault })
    .register(tokens.Division, { useValue: surroundings.division })
    .register(tokens.Library, { useValue: surroundings.library })
    .register(tokens.Clock, { useValue: surroundings.clock })
    .register(tokens.Random, { useValue: surroundings.random })
    .register<Handle>(tokens.Handle, {
      useFactory: instanceCachingFactory((c) =>
        handler({
          store: c.resolve(tokens.Store),
          vault: c.resolve(tokens.Vault),
          division: c.resolve(tokens.Division),
          library: c.resolve(tokens.Library),
          clock: c.resolve(tokens.Clock),
          random: c.resolve(tokens.Random),
        }),
      ),
    })
