"""Files: photos and documents put to a thing, looked at by their content, freed of what they tell besides, sealed with it.

Knows no thing: whoever attaches says which reference, under which data key and for whom; and who may see it.
"""
