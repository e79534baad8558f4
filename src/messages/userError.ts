/**
 * An error the user can act on: bad input, bad usage. The command line prints its message as one
 * line, `error: ` + what is wrong, where, what to do, and exits with 2. Anything else that is
 * thrown is a defect of this program.
 *
 * The texts themselves are functions in this folder, one file an area.
 */
export class UserError extends Error {
  override readonly name = "UserError";
}
