// The door of the intent model: train, classify, save, load.
export { bySound } from './by-sound.ts'
export { classify, isByHeart, loadModel } from './classify.ts'
export { mentorFingerprint } from './learn-mentor.ts'
export { closeLesson, openLesson, studyHalf, type Studies } from './lesson.ts'
export { OFF_TOPIC, type Classification, type ClassifierModel, type Example, type Scored, type TrainOptions } from './model.ts'
export { saveModel } from './model-file.ts'
export { assemble, learnMachine, learnWorth, trainClassifier, type Worth } from './train-classifier.ts'
