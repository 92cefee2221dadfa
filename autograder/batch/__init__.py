"""A whole class: takes in what was handed in, spreads it over lanes, keeps one record each."""
