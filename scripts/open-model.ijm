// Shows 36 images that the sample model makes of random latents.
run("PLAN Open Model...", "model=[sample-data/model] samples=36 condition=all truncation=0.8 seed=1");
