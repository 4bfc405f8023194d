#@ CommandService commands
#@output String text

// All commands with their keys, as text.

import io.github.planfiji.command.HelpCommand

text = commands.run(HelpCommand, true).get().getOutput("text")
