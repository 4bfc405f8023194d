// Walks between two k-same groups of the sample model, beside the straight walk.
// Argument: a folder for the results, for example: run this macro with "/tmp/walk".
out = getArgument();
if (out == "") out = getDirectory("Choose a folder for the results");

// The phantoms that the sample model was trained on: drawn anew, bit for bit, from their seed.
// The walk's distance to the nearest real image is measured to them.
run("PLAN Phantom Fundus Photographs...", "patients=200 images=8 size=64 seed=1 folder=[" + out + "/phantoms]");
close();

run("PLAN Walk...", "model=[sample-data/model] from=[group 1] to=[group 2] k=5 steps=24 iterations=100 images=[" + out + "/phantoms] folder=[" + out + "]");
print("The walk: " + getTitle() + ", " + nSlices + " planes");
