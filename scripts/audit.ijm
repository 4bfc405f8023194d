// Audits a folder of released images, made with the sample model, and writes the report.
// Arguments: the released folder and a folder for the results, with a line break between.
paths = split(getArgument(), "\n");
released = paths[0]; out = paths[1];

// The phantoms that the sample model was trained on, and patients that it never saw: drawn anew, bit
// for bit, from their seed, and told apart by two tables.
patients = 260; known = 200;
run("PLAN Phantom Fundus Photographs...", "patients=" + patients + " images=8 size=64 seed=1 folder=[" + out + "/phantoms]");
close();
rows = split(File.openAsString(out + "/phantoms/labels.csv"), "\n");
training = rows[0] + "\n"; heldout = rows[0] + "\n";
for (i = 1; i < rows.length; i++) {
	cells = split(rows[i], ",");
	if (parseInt(substring(cells[2], 1)) < known) training = training + rows[i] + "\n";
	else heldout = heldout + rows[i] + "\n";
}
File.saveString(training, out + "/training.csv");
File.saveString(heldout, out + "/heldout.csv");

// For mmL by a distance network of yours, such as LPIPS as TorchScript, add: distance=[lpips.pt] trust=true
run("PLAN Audit Dataset...", "model=[sample-data/model] released=[" + released + "] images=[" + out + "/phantoms] labels=[" + out + "/training.csv] heldout=[" + out + "/phantoms] heldoutlabels=[" + out + "/heldout.csv] folder=[" + out + "/audit]");
