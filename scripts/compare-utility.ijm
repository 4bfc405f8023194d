// Compares training sets by the classifiers that can be trained on them.
// Arguments, a line each: the sets (name=folder; name=folder), real test images of other patients,
// a folder for the results.
lines = split(getArgument(), "\n");
run("PLAN Compare Utility...", "sets=[" + lines[0] + "] test=[" + lines[1] + "] output=[" + lines[2] + "] resolution=64 colour=RGB shown=10000 seeds=3 seed=1");
print("Results in " + lines[2] + "/utility.csv");
