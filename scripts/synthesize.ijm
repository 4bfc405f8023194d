// A data set to release: as many synthetic images as asked for, away from every real patient.
// Argument: the released folder; what must stay private comes into a folder of its name with
// "-private" beside it. Run it again after a stop: it goes on.
out = getArgument();
if (out == "") out = getDirectory("Choose a folder for the results") + "released";

run("PLAN Synthesize Dataset...", "model=[sample-data/model] images=[sample-data/phantoms] output=[" + out + "] k=5 inversion=30 per_class=24 steps=12 iterations=100 margin=5 seed=1");
print("Released: " + out);
