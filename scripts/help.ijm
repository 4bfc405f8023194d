// Lists all commands with their macro keys in the Log window.
run("PLAN Help");
