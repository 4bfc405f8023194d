// Attacks k-same releases of phantoms: how often is a patient named, against the line 1/k?
// Argument: a folder for the results. With model=[sample-data/model] and images of its size, the
// methods centroid, k-SALSA and interpolation can be compared too.
out = getArgument();
if (out == "") out = getDirectory("Choose a folder for the results");
run("PLAN Re-identification Curve...", "images=[sample-data/phantoms] methods=[pixel, eigen] k=[2, 3, 5, 10] epochs=10 folder=[" + out + "]");
print("Saved " + out + "/reidentification.csv");
