// Draws phantom fundus photographs of eight invented patients.
// Argument: a folder to save them to, with a table of their labels; without it they are only shown.
out = getArgument();
options = "patients=8 images=2 size=64 seed=1";
if (out != "") options = options + " folder=[" + out + "]";
run("PLAN Phantom Fundus Photographs...", options);
print(nSlices + " images, the first is " + getInfo("slice.label"));
