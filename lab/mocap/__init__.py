"""Motion capture as a moving body: BVH clips in, `BodyMotion` and truth out."""
