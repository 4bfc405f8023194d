// k-same: one synthetic image of every five patients of the sample model's training set.
// Argument: a folder for the results; without it the stack is only shown.
out = getArgument();
options = "model=[sample-data/model] k=5";
if (out != "") options = options + " folder=[" + out + "]";
run("PLAN Anonymize...", options);
print(nSlices + " images, the first is " + getInfo("slice.label"));
