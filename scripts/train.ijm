// Trains a model on a folder of images (one sub-folder a class; labels.csv in it may name patients).
// Arguments: the images and the model's folder, with a line break between. Run it again to go on.
paths = split(getArgument(), "\n");
run("PLAN Train Model...", "images=[" + paths[0] + "] output=[" + paths[1] + "] resolution=64 colour=RGB kimg=60 epochs=40 seed=1");
